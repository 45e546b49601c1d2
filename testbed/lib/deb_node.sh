# shellcheck shell=bash
# A machine with a systemd of its own on a small Debian in a directory (see deb_root.sh): a container that
# shares this machine's network, and nothing else. Sets DEB_NODE, its process, and DEB_INIT, its systemd.

deb_node_start() { # ROOT LOG
  local tick=0 state=''
  # where no systemd runs, none can be told of it
  local -a how=(--register=no --keep-unit)
  [[ ! -d /run/systemd/system ]] || how=()
  : >"$1/etc/machine-id"
  systemd-nspawn -q "${how[@]}" --machine="snf-deb-$BASHPID" --hostname=node --resolv-conf=off --timezone=off -D "$1" -b \
    >"$2" 2>&1 </dev/null &
  DEB_NODE=$!
  until DEB_INIT=$(ps -o pid= --ppid "$DEB_NODE") && state=$(deb_node systemctl is-system-running 2>&1) ||
    [[ $state == degraded ]]; do
    if ((tick++ == 300)) || ! kill -0 "$DEB_NODE" 2>/dev/null; then
      tail -20 "$2" && return 1
    fi
    sleep 0.1
  done
}

# Runs a command there.
deb_node() { # COMMAND...
  nsenter -t "${DEB_INIT// /}" -a env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive "$@"
}

# In order: its services are stopped first.
deb_node_stop() {
  [[ -n ${DEB_NODE:-} ]] || return 0
  kill "$DEB_NODE" 2>/dev/null || echo "the node had ended already"
  wait "$DEB_NODE" || echo "the node ended with $?"
  DEB_NODE=
}

# Ganeti as the daemon sees it on a master: its groups and files, a luxid that knows one question, and a
# finished job of ours. Sets DEB_LUXID, a process.
deb_node_ganeti() { # ROOT NODE_NAME
  local dir=$1/var/lib/ganeti gid
  chroot "$1" sh -c 'addgroup --quiet --system gnt-daemons && adduser --quiet --system --no-create-home --home /nonexistent \
    --ingroup gnt-daemons gnt-masterd'
  gid=$(chroot "$1" getent group gnt-daemons | cut -d: -f3)
  mkdir -p "$dir/queue/archive"
  echo "$2" >"$dir/ssconf_master_node"
  sed 's/"instance_name": "[^"]*"/"instance_name": "snf-7"/' \
    "$DEB_ROOT/wire/src/test/resources/ganeti-samples/OP_INSTANCE_REBOOT.success.json" >"$dir/queue/job-$(deb_job)"
  chroot "$1" chown -R gnt-masterd:gnt-daemons /var/lib/ganeti/queue
  chmod 750 "$dir/queue"
  chmod 640 "$dir/queue"/job-*
  cat >"$1/root/luxid" <<Y
#!/bin/bash
read -r -d \$'\\3'
printf '{"success":true,"result":{"name":"cluster.example.org","uuid":"5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52","master":"$2"}}\\3'
Y
  chmod 755 "$1/root/luxid"
  socat "UNIX-LISTEN:$dir/luxid,fork,mode=660,group=$gid" "EXEC:$1/root/luxid" &
  export DEB_LUXID=$!
  mkdir -p "$1/etc/tmpfiles.d"
  printf 'd /run/ganeti/socket 0755\nL /run/ganeti/socket/ganeti-query - - - - /var/lib/ganeti/luxid\n' >"$1/etc/tmpfiles.d/ganeti.conf"
}

# The sample's id.
deb_job() { jq .id "$DEB_ROOT/wire/src/test/resources/ganeti-samples/OP_INSTANCE_REBOOT.success.json"; }
