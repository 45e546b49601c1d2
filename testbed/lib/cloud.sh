# shellcheck shell=bash
# What the cloud stands on: packages, broker, database, Ganeti. Each function is a step of up, leaves
# a part alone that runs, and prints a remark. Needs state.sh, process.sh, places.sh, packages.sh.

cloud_packages() {
  local -a need=(curl jq openssl iproute2 rabbitmq-server)
  [[ $DB == h2 ]] || need+=(postgresql)
  command -v java >/dev/null || need+=(default-jdk-headless)
  command -v mvn >/dev/null || need+=(maven)
  command -v npm >/dev/null || need+=(npm)
  packages_need "$STATE/apt.log" "${need[@]}"
  local remark="all there"
  # nothing here needs the client: README's reader does
  packages_need "$STATE/apt.log" python3-openstackclient 2>"$STATE/client.why" ||
    remark="all but the openstack client: $(tail -n 1 "$STATE/client.why")"
  if [[ $GANETI == fake ]] || cloud_real_ganeti; then
    echo "$remark"
  elif [[ $GANETI == auto ]]; then
    echo "$remark; no real Ganeti here, a fake one takes its place: $(tail -n 1 "$STATE/ganeti.why")"
  else
    echo "--ganeti real: $(<"$STATE/ganeti.why")" >&2
    return 3
  fi
}

# True when this machine can run a real Ganeti, whose packages are then there; else ganeti.why tells.
cloud_real_ganeti() {
  if [[ $(id -u) != 0 ]]; then
    echo "it needs root" >"$STATE/ganeti.why"
    return 1
  fi
  if ! unshare --mount --pid --net --fork true 2>/dev/null; then
    echo "it needs CAP_SYS_ADMIN and CAP_NET_ADMIN, which this container withholds" >"$STATE/ganeti.why"
    return 1
  fi
  packages_need "$STATE/apt.log" ganeti ganeti-3.0 qemu-system-x86 2>"$STATE/ganeti.why"
}

cloud_rabbitmq() {
  RMQ_DIR=$STATE/rabbitmq RMQ_PREFIX=$PREFIX "$STATE_ROOT/testbed/bin/rabbitmq.sh" start
  # shellcheck disable=SC1091
  . "$STATE/rabbitmq/env"
  echo "$AMQP_URIS"
}

cloud_database() {
  if [[ $DB == h2 ]]; then
    echo "H2, inside the server, in $STATE/wildfly1/standalone/data"
    return
  fi
  PG_DIR=$STATE/postgres "$STATE_ROOT/testbed/bin/postgres.sh" start
  # shellcheck disable=SC1091
  . "$STATE/postgres/env"
  echo "$PG_URL"
}

cloud_ganeti() {
  if [[ $GANETI == real ]]; then cloud_ganeti_real; else cloud_ganeti_fake; fi
  cloud_ganeti_env
  echo "$GANETI, $GNT_RAPI"
}

# shellcheck disable=SC1091
cloud_ganeti_env() { . "$(cloud_ganeti_root)/env"; }

cloud_ganeti_root() {
  if [[ $GANETI == fake ]]; then echo "$STATE/ganeti-fake"; else place_path "$STATE" ganeti; fi
}

# A socket's path has 107 characters at most. QEMU's are ROOT/nodes/node1.gnt.test/var/run/ganeti/
# kvm-hypervisor/ctrl/NAME.monitor, which leaves 26 for the root and 16 for the instance's name.
cloud_ganeti_real() {
  GNT_ROOT=$(place_open "$STATE" ganeti 26) GNT_ID=$NET_ID GNT_PREFIX=$NET_PREFIX GNT_HV=kvm,fake GNT_NODES=${SYNNEFO_GANETI_NODES:-1} \
    "$STATE_ROOT/testbed/bin/ganeti-up.sh" >"$STATE/ganeti.log" 2>&1 </dev/null ||
    { tail -5 "$STATE/ganeti.log" >&2; return 1; }
}

cloud_ganeti_fake() {
  local dir=$STATE/ganeti-fake tick=0
  mkdir -p "$dir"
  process_alive "$dir/pid" >/dev/null && return
  # a copy: a build must not pull the classes from under a running process
  rm -rf "$STATE/ganeti-fake.lib"
  mkdir "$STATE/ganeti-fake.lib"
  cp -R "$STATE_ROOT/testbed/target/classes" "$STATE_ROOT"/testbed/target/lib/*.jar "$STATE/ganeti-fake.lib/"
  : >"$dir/log"
  setsid java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp "$STATE/ganeti-fake.lib/classes:$STATE/ganeti-fake.lib/*" \
    io.synnefo.testbed.ganeti.FakeGanetiMain "$dir" </dev/null >"$dir/log" 2>&1 &
  process_record "$dir/pid" $!
  until grep -q '^FakeGaneti at' "$dir/log"; do
    process_alive "$dir/pid" >/dev/null || { tail -5 "$dir/log" >&2; return 1; }
    ((tick++ < 600)) || { echo "FakeGaneti is not ready after 30 s, see $dir/log" >&2; return 1; }
    sleep 0.05
  done
}
