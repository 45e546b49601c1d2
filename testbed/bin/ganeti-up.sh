#!/bin/bash
# Bring up a real Ganeti 3.0 cluster (Debian's packages) for tests: N virtual nodes on one machine,
# everything under a private root, in private PID and mount namespaces, one network namespace per
# node. Idempotent: a live cluster is left alone, a stopped one is resumed with its data, its guests are
# started again. Nothing outside is touched.
#
# Environment (defaults):
#   GNT_ROOT=${TMPDIR:-/tmp}/gnt   private root; its parents must be open to all (o+x)
#   GNT_NODES=1                    1..9; nodes 2.. are added as master candidates
#   GNT_ID=gnt0                    prefix of host interfaces: bridge ${GNT_ID}br, veth ${GNT_ID}vN
#   GNT_PREFIX=10.181.0            /24: .1 master IP, .11.. nodes, .254 this machine
#   GNT_CLUSTER=cluster.gnt.test   name of the cluster
#   GNT_HV=fake                    such as "fake" or "kvm,fake"; the first one is the default
#   GNT_USER=synnefo               RAPI user with write access
#   GNT_PASS=                      its password; random when empty
#   GNT_KVM_PATH=/usr/bin/qemu-system-x86_64
# GNT_NODES, GNT_ID, GNT_PREFIX and GNT_PASS default to those of the cluster already under GNT_ROOT.
# Result: $GNT_ROOT/env (0600, shell assignments, holds the password) and $GNT_ROOT/cmdN, which
# runs a command on node N. Prints what env holds, without the password.
# Exit: 0 up, 1 failed, 2 wrong settings, 3 the machine lacks something (named on stderr).
set -euo pipefail
R=$(realpath -m "${GNT_ROOT:-${TMPDIR:-/tmp}/gnt}")
kept() { [ ! -s "$R/$1" ] || sed -n "s/^$2=//p" "$R/$1"; }   # what the last run here was told
: "${GNT_NODES:=$(kept settings GNT_NODES)}" "${GNT_ID:=$(kept settings GNT_ID)}"
: "${GNT_PREFIX:=$(kept settings GNT_PREFIX)}" "${GNT_PASS:=$(kept env GNT_PASS)}"
: "${GNT_NODES:=1}" "${GNT_ID:=gnt0}" "${GNT_PREFIX:=10.181.0}" "${GNT_CLUSTER:=cluster.gnt.test}"
: "${GNT_HV:=fake}" "${GNT_USER:=synnefo}" "${GNT_KVM_PATH:=/usr/bin/qemu-system-x86_64}"
export -n GNT_PASS   # children need not see it
P=$GNT_PREFIX
BRIDGE=${GNT_ID}br
HERE=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=testbed/lib/ganeti_root.sh
. "$HERE/../lib/ganeti_root.sh"
INNER_PATH=$R/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

say() { echo "[ganeti-up $(date +%T)] $*" >&2; }
refuse() { say "$2"; exit "$1"; }
node() { echo "node$1.gnt.test"; }
node_dir() { echo "$R/nodes/$(node "$1")"; }
on_node() { "$R/cmd$1" "${@:2}"; }
in_cluster() { "$R/in" "$@"; }

# ---- is this machine and are these settings fit? ---------------------------------------
check_settings() {
  [[ $GNT_NODES =~ ^[1-9]$ ]] || refuse 2 "GNT_NODES=$GNT_NODES: 1 to 9"
  [[ $GNT_ID =~ ^[a-z][a-z0-9]{0,12}$ ]] ||
    refuse 2 "GNT_ID=$GNT_ID: a letter, then letters and digits, 13 in all (interface names)"
  [[ $GNT_PREFIX =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$ ]] ||
    refuse 2 "GNT_PREFIX=$GNT_PREFIX: three numbers such as 10.181.0"
  [[ $GNT_USER =~ ^[A-Za-z0-9_-]+$ ]] || refuse 2 "GNT_USER: letters, digits, - and _"
  [[ $GNT_PASS =~ ^[A-Za-z0-9._~-]*$ ]] || refuse 2 "GNT_PASS: letters, digits, . _ ~ and -"
  [[ $R =~ ^/[A-Za-z0-9._/-]+$ ]] || refuse 2 "GNT_ROOT=$R: letters, digits, . _ - and / only"
}

capability() { # number of the bit
  local effective
  effective=$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)
  (((16#$effective >> $1) & 1))
}

check_machine() {
  local missing=() packages=() command dir=$R
  [ "$(id -u)" = 0 ] || missing+=("root (uid 0)")
  capability 21 || missing+=("CAP_SYS_ADMIN (name spaces)")
  capability 12 || missing+=("CAP_NET_ADMIN (interfaces)")
  if [ ${#missing[@]} = 0 ]; then
    unshare --mount --pid --net --fork true 2>/dev/null ||
      missing+=("unshare(2), which this kernel or container forbids")
  fi
  while read -r command package; do
    command -v "$command" >/dev/null || packages+=("$package")
  done < <(needed_commands)
  [ ${#packages[@]} = 0 ] ||
    missing+=("packages: apt-get install -y --no-install-recommends ${packages[*]}")
  while dir=$(dirname "$dir"); [ "$dir" != / ]; do
    [ ! -d "$dir" ] || [[ $(stat -c %A "$dir") =~ [xt]$ ]] ||
      missing+=("an open directory: $dir is closed to Ganeti's users (chmod o+x, or another GNT_ROOT)")
  done
  [ ${#missing[@]} = 0 ] || refuse 3 "missing: $(printf '%s; ' "${missing[@]}")"
}

needed_commands() { # command and its package
  echo "gnt-cluster ganeti ganeti-3.0"
  printf '%s\n' "ip iproute2" "nsenter util-linux" "curl curl" "openssl openssl" "python3 python3"
  [ "$GNT_NODES" = 1 ] || echo "socat socat"
  [[ ,$GNT_HV, != *,kvm,* ]] || echo "$GNT_KVM_PATH qemu-system-x86"
}

check_network() {
  if ip link show "$BRIDGE" >/dev/null 2>&1; then
    refuse 2 "the interface $BRIDGE exists already: choose another GNT_ID"
  fi
  [ -z "$(ip -4 -o addr show to "$P.0/24")" ] ||
    refuse 2 "this machine has an address in $P.0/24 already: choose another GNT_PREFIX"
}

# ---- is it up already? ---------------------------------------------------------------
rapi_answers() { # time-out in seconds; the password goes by stdin, not argv
  printf 'user = "%s:%s"\n' "$GNT_USER" "$GNT_PASS" |
    curl -K - -ksf -m "$1" -o "$R/info.json" "https://$P.1:5080/2/info" 2>/dev/null
}

is_up() {
  [ -s "$R/env" ] && [ -x "$R/cmd1" ] && grep -qx "GNT_RAPI=https://$P.1:5080" "$R/env" &&
    on_node 1 true 2>/dev/null && rapi_answers 5
}

# there was a cluster, on this network and these interfaces: it can go on
is_stopped() {
  [ -s "$R/env" ] && [ -s "$(node_dir 1)/var/lib/ganeti/config.data" ] &&
    grep -qx "GNT_RAPI=https://$P.1:5080" "$R/env" &&
    [ "$(kept settings GNT_ID) $(kept settings GNT_NODES)" = "$GNT_ID $GNT_NODES" ]
}

print_env() { grep -v '^GNT_PASS=' "$R/env"; echo "GNT_ENV=$R/env"; }

# ---- the private root ------------------------------------------------------------------
make_root() {
  mkdir -p "$R"/{bin,etc,nodes,os/noop} "$R"/storage/{file,shared}
  chmod 755 "$R" "$R"/{bin,etc,nodes,os}
  printf '%s\n' "GNT_ID=$GNT_ID" "GNT_PREFIX=$GNT_PREFIX" "GNT_NODES=$GNT_NODES" > "$R/settings"
  {
    echo "127.0.0.1 localhost"
    echo "$P.1 $GNT_CLUSTER"
    for i in $(seq "$GNT_NODES"); do echo "$P.$((10 + i)) $(node "$i") node$i"; done
  } > "$R/etc/hosts"
  make_os
  make_ssh
  make_master_ip
  make_allocator
}

# ---- name spaces -------------------------------------------------------------------------
# PID 1 of the cluster: reaps the orphans that daemons leave; killing it ends the cluster
start_holder() {
  rm -f "$R/holder.ready"
  executable "$R/bin/holder" <<X
#!/bin/bash
mount -t tmpfs -o mode=755 tmpfs /srv && mkdir -p /srv/ganeti && cp -a "$R/os" /srv/ganeti/os
mount --bind "$R/etc/hosts" /etc/hosts
mount --bind "$R/iallocators" /usr/lib/ganeti/iallocators
mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns
touch "$R/holder.ready"
trap 'exit 0' TERM
while :; do sleep 1000000 & wait \$!; done
X
  executable "$R/in" <<X
#!/bin/bash
exec nsenter -t "\$(cat "$R/holder.pid")" -m -p -- env PATH="$INNER_PATH" "\$@"
X
  setsid unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    "$R/bin/holder" </dev/null >"$R/holder.log" 2>&1 &
  local outer=$! children
  echo "$outer" > "$R/unshare.pid"
  for _ in $(seq 100); do [ ! -e "$R/holder.ready" ] || break; sleep 0.05; done
  [ -e "$R/holder.ready" ] || { cat "$R/holder.log" >&2; refuse 1 "the holder did not start"; }
  children=$(cat "/proc/$outer/task/$outer/children")
  echo "${children%% *}" > "$R/holder.pid"
}

make_bridge() {
  ip link add "$BRIDGE" type bridge
  ip link set "$BRIDGE" alias "$R"   # says whose it is: ganeti-down.sh removes no other's
  ip addr add "$P.254/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
}

make_node_network() {
  local ns=${GNT_ID}n$1 veth=${GNT_ID}v$1 bridge
  in_cluster ip netns add "$ns"
  in_cluster ip link add "$veth" type veth peer name eth0 netns "$ns"
  in_cluster ip link set "$veth" alias "$R"
  in_cluster ip link set "$veth" master "$BRIDGE" up
  in_cluster ip -n "$ns" link set lo up
  in_cluster ip -n "$ns" addr add "$P.$((10 + $1))/24" dev eth0
  in_cluster ip -n "$ns" link set eth0 up
  # connects to absent addresses fail in 0.3 s, not in 3 s
  in_cluster ip -n "$ns" ntable change name arp_cache dev eth0 retrans 100 ||
    say "no short ARP time-out here: slower, not wrong"
  for bridge in br0 prv0; do
    in_cluster ip -n "$ns" link add "$bridge" type bridge
    in_cluster ip -n "$ns" link set "$bridge" up
  done
}

make_node() {
  local n=$1 d users
  d=$(node_dir "$n")
  rm -rf "$d/dead" "$d/var/run/ganeti"   # as after a reboot
  mkdir -p "$d"/etc/{default,ganeti/scripts} "$d"/var/{lock,lib/ganeti/rapi,log/ganeti,run/ganeti}
  # must be the same on all nodes
  printf '%s\n' "$R/storage/file" "$R/storage/shared" > "$d/etc/ganeti/file-storage-paths"
  cp "$R/bin/master-ip" "$d/etc/ganeti/scripts/master-ip-setup"
  cat > "$d/etc/default/ganeti" <<X
NODED_ARGS='--no-mlock'
RAPI_ARGS='-b 0.0.0.0 --require-authentication'
CONFD_ARGS='' WCONFD_ARGS='' LUXID_ARGS='' KVMD_ARGS='' MOND_ARGS=''
export GANETI_ROOTDIR='$d' GANETI_HOSTNAME='$(node "$n")'
export PATH="$R/bin:\$PATH"
X
  executable "$R/cmd$n" <<X
#!/bin/bash
exec "$R/in" ip netns exec "${GNT_ID}n$n" env GANETI_ROOTDIR='$d' GANETI_HOSTNAME='$(node "$n")' "\$@"
X
  on_node "$n" /usr/lib/ganeti/ensure-dirs
  # gnt-node add waits until port 22 accepts; the real work goes through bin/ssh
  # (redirected as a whole: the shell around it would hold our caller's pipe)
  { [ "$GNT_NODES" = 1 ] || exec setsid "$R/cmd$n" socat TCP-LISTEN:22,fork,reuseaddr SYSTEM:true; } \
    </dev/null >/dev/null 2>&1 &
  users=$d/var/lib/ganeti/rapi/users
  (umask 077; printf '%s %s write\n' "$GNT_USER" "$GNT_PASS" > "$users")
  chown gnt-rapi:gnt-masterd "$users"
  chmod 640 "$users"
}

# ---- the cluster ---------------------------------------------------------------------------
init_cluster() {
  local kvm=() bounds
  bounds=min:disk-size=0,cpu-count=1,disk-count=0,memory-size=1,nic-count=0,spindle-use=0
  bounds+=/max:disk-size=1048576,cpu-count=64,disk-count=16,memory-size=65536,nic-count=8,spindle-use=12
  if [[ ,$GNT_HV, == *,kvm,* ]]; then
    # no kvm_flag: plain qemu-system-x86_64 emulates, no /dev/kvm is needed
    kvm=(--hypervisor-parameters "kvm:kernel_path=,kvm_path=$GNT_KVM_PATH,vnc_bind_address=0.0.0.0,$(
    )serial_console=false,vhost_net=false,acpi=true")
  fi
  say "gnt-cluster init"
  on_node 1 timeout 120 gnt-cluster init --no-etc-hosts --no-ssh-init --master-netdev=eth0 \
    --use-external-mip-script=yes --enabled-hypervisors="$GNT_HV" "${kvm[@]}" \
    --enabled-disk-templates=file,sharedfile,diskless,ext \
    --file-storage-dir="$R/storage/file" --shared-file-storage-dir="$R/storage/shared" \
    --nic-parameters=mode=bridged,link=br0 --ipolicy-bounds-specs="$bounds" \
    --ipolicy-vcpu-ratio=1000000 "$GNT_CLUSTER" >&2
  for i in $(seq 2 "$GNT_NODES"); do
    say "gnt-node add node$i"
    on_node 1 timeout 120 gnt-node add --no-ssh-key-check "$(node "$i")" </dev/null >&2
  done
}

# The daemons start as each node's init would start them: the master last, since it asks the others.
resume_cluster() {
  local n master
  for n in $(seq "$GNT_NODES" -1 1); do
    # luxid and wconfd start on the master only, rightly
    on_node "$n" /usr/lib/ganeti/daemon-util start-all >&2 || say "not all daemons of node$n started"
  done
  master=$(cat "$(node_dir 1)/var/lib/ganeti/ssconf_master_node")
  master=${master#node}
  master=${master%%.*}
  on_node "$master" timeout 60 gnt-cluster activate-master-ip >&2
  wait_for_rapi
  resume_instances "$master"
}

# What Ganeti's watcher does after a power failure. One that does not start is shut down: its error
# would show in Ganeti alone, its end shows everywhere.
resume_instances() { # number of the master
  local name
  for name in $(dead_instances "$1"); do
    say "gnt-instance startup $name"
    on_node "$1" timeout 120 gnt-instance startup "$name" >&2 || say "$name does not start"
  done
  for name in $(dead_instances "$1"); do
    on_node "$1" timeout 120 gnt-instance shutdown --timeout=1 "$name" >&2
  done
}

dead_instances() {
  on_node "$1" gnt-instance list --no-headers --separator=: -o name,status | sed -n 's/:ERROR_down$//p'
}

wait_for_rapi() {
  for _ in $(seq 100); do
    if rapi_answers 2; then return; fi
    sleep 0.1
  done
  refuse 1 "RAPI does not answer at https://$P.1:5080; logs are in $(node_dir 1)/var/log/ganeti"
}

write_env() {
  local d uuid certificate ips=()
  d=$(node_dir 1)
  uuid=$(on_node 1 gnt-cluster info | sed -n 's/^Cluster UUID: //p')
  certificate=$(openssl x509 -in "$d/var/lib/ganeti/rapi.pem" -outform DER | sha256sum)
  for i in $(seq "$GNT_NODES"); do ips+=("$(node "$i")=$P.$((10 + i))"); done
  (
    umask 077
    cat > "$R/env.new" <<X
GNT_RAPI=https://$P.1:5080
GNT_USER=$GNT_USER
GNT_PASS=$GNT_PASS
GNT_QUEUE_DIR=$d/var/lib/ganeti/queue
GNT_DATA_DIR=$d/var/lib/ganeti
GNT_LUXID_SOCKET=$d/var/run/ganeti/socket/ganeti-query
GNT_CLUSTER=$GNT_CLUSTER
GNT_CLUSTER_UUID=$uuid
GNT_CERT_SHA256=${certificate%% *}
GNT_NODE_IPS="${ips[*]}"
X
  )
  mv "$R/env.new" "$R/env"
}

check_settings
check_machine
[ -n "$GNT_PASS" ] || GNT_PASS=$(openssl rand -hex 16)
if is_up; then
  say "already up"
  print_env
  exit 0
fi
[ -s /etc/ssh/ssh_host_rsa_key.pub ] || ssh-keygen -A >/dev/null   # gnt-cluster init insists on it
resume=
! is_stopped || resume=--keep
# shellcheck disable=SC2086
GNT_ROOT=$R "$HERE/ganeti-down.sh" $resume
check_network
trap '[ $? = 0 ] || say "failed; logs are under $R; GNT_ROOT=$R $HERE/ganeti-down.sh clears it"' EXIT
make_root
start_holder
make_bridge
for i in $(seq "$GNT_NODES"); do
  make_node_network "$i"
  make_node "$i"
done
if [ -n "$resume" ]; then
  resume_cluster
else
  init_cluster
  wait_for_rapi
  write_env
fi
say "up"
print_env
