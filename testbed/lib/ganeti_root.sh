# shellcheck shell=bash
# What Ganeti finds in the private root that ganeti-up.sh makes: operating systems, and stand-ins for
# what a machine of its own would have. Needs HERE (testbed/bin), R (the root), GNT_ID and GNT_NODES.

executable() { cat > "$1"; chmod 755 "$1"; }

# Two OS definitions, noop and snf-image. Their create script writes a boot sector of 512 bytes, with
# echo-sector.hex as its code, that prints "GANETI <name>", echoes keys and powers off (APM) on "q": it
# idles at no cost and gives a console something to show. (vcluster does not move the OS path: it is
# mounted on /srv.)
make_os() {
  local os=$R/os/noop script
  rm -rf "$os" "$R/os/snf-image"
  mkdir "$os"
  for script in export import rename verify; do
    printf '#!/bin/sh\nexit 0\n' | executable "$os/$script"
  done
  sed "s/ECHO_SECTOR/$(tr -d '\n' <"$HERE/../lib/echo-sector.hex")/" <<'X' | executable "$os/create"
#!/usr/bin/python3
import os
disk = os.environ.get("DISK_0_PATH")
if disk and os.environ.get("HYPERVISOR") == "kvm":
    code = bytes.fromhex("ECHO_SECTOR")
    text = ("GANETI " + os.environ["INSTANCE_NAME"] + "\r\n> ").encode() + b"\0"
    with open(disk, "r+b") as f:
        f.write(code.ljust(0x40, b"\0") + text.ljust(510 - 0x40, b"\0") + b"\x55\xaa")
X
  echo 20 > "$os/ganeti_api_version"
  echo default > "$os/variants.list"
  printf '%s x\n' img_id img_format img_passwd img_passwd_hash img_properties img_personality \
    config_url > "$os/parameters.list"
  cp -a "$os" "$R/os/snf-image"
}

# "ssh [options] root@node command" runs the command in that node's network namespace
make_ssh() {
  executable "$R/bin/ssh" <<X
#!/bin/bash
while [ \$# -gt 0 ]; do
  case "\$1" in
    -p|-l|-i|-o|-F) shift 2 ;;
    -*) shift ;;
    *) host=\${1#*@}; shift; break ;;
  esac
done
n=\${host#node}; n=\${n%%.*}
if [ ! -e "/run/netns/${GNT_ID}n\$n" ] || [ -e "$R/nodes/node\$n.gnt.test/dead" ]; then
  echo "ssh: connect to host \$host port 22: No route to host" >&2; exit 255
fi
exec ip netns exec "${GNT_ID}n\$n" env -u GANETI_ROOTDIR -u GANETI_HOSTNAME sh -c "\$*"
X
}

# the stock master IP script pings for seconds
make_master_ip() {
  executable "$R/bin/master-ip" <<'X'
#!/bin/sh
case "$1" in
  start)
    ip addr add "$MASTER_IP/$MASTER_NETMASK" dev "$MASTER_NETDEV" 2>/dev/null
    arping -q -U -c 1 -w 1 -I "$MASTER_NETDEV" "$MASTER_IP" >/dev/null 2>&1 & ;;
  stop) ip addr del "$MASTER_IP/$MASTER_NETMASK" dev "$MASTER_NETDEV" 2>/dev/null ;;
esac
exit 0
X
}

# one node has nowhere to fail over to: as it comes, hail places nothing on it ("FailN1: 1")
make_allocator() {
  local option=
  [ "$GNT_NODES" != 1 ] || option=--no-capacity-checks
  mkdir -p "$R/iallocators"
  executable "$R/iallocators/hail" <<X
#!/bin/sh
exec /usr/lib/ganeti/default/usr/lib/ganeti/iallocators/hail $option "\$@"
X
}
