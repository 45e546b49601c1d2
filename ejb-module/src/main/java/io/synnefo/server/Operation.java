package io.synnefo.server;

import java.util.Set;

/** Ganeti's opcodes as far as they say something of a server's state. */
enum Operation {
  CREATE,
  REMOVE,
  STARTUP,
  SHUTDOWN,
  REBOOT,
  /** Known; leaves running what runs and down what is down. */
  STATELESS,
  /** Not known: what it does is not guessed. */
  UNTRACKED;

  private static final Set<String> STATELESS_IDS =
      Set.of(
          "OP_INSTANCE_SET_PARAMS",
          "OP_INSTANCE_QUERY_DATA",
          "OP_INSTANCE_REINSTALL",
          "OP_INSTANCE_ACTIVATE_DISKS",
          "OP_INSTANCE_DEACTIVATE_DISKS",
          "OP_INSTANCE_REPLACE_DISKS",
          "OP_INSTANCE_RECREATE_DISKS",
          "OP_INSTANCE_MIGRATE",
          "OP_INSTANCE_FAILOVER",
          "OP_INSTANCE_CONSOLE",
          "OP_INSTANCE_SNAPSHOT",
          "OP_INSTANCE_GROW_DISK",
          "OP_TAGS_SET",
          "OP_TAGS_DEL");

  /** Those that change NICs, disks, size, tags or parameters of an instance. */
  private static final Set<String> RESHAPING_IDS =
      Set.of(
          "OP_INSTANCE_CREATE",
          "OP_INSTANCE_SET_PARAMS",
          "OP_INSTANCE_RECREATE_DISKS",
          "OP_INSTANCE_GROW_DISK",
          "OP_TAGS_SET",
          "OP_TAGS_DEL");

  /** Whether it may change what an instance is made of. */
  static boolean reshapes(String opId) {
    return RESHAPING_IDS.contains(opId);
  }

  /** Ganeti's word for one that moves states. */
  String opId() {
    return "OP_INSTANCE_" + name();
  }

  /** The operation of that OP_ID. */
  static Operation of(String opId) {
    return switch (opId) {
      case "OP_INSTANCE_CREATE" -> CREATE;
      case "OP_INSTANCE_REMOVE" -> REMOVE;
      case "OP_INSTANCE_STARTUP" -> STARTUP;
      case "OP_INSTANCE_SHUTDOWN" -> SHUTDOWN;
      case "OP_INSTANCE_REBOOT" -> REBOOT;
      default -> STATELESS_IDS.contains(opId) ? STATELESS : UNTRACKED;
    };
  }
}
