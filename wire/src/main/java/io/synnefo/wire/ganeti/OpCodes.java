package io.synnefo.wire.ganeti;

/** OP_ID of the Ganeti opcodes that have to do with the cloud, and how kinds of them begin. */
public final class OpCodes {
  public static final String INSTANCE_CREATE = "OP_INSTANCE_CREATE";
  public static final String INSTANCE_MULTI_ALLOC = "OP_INSTANCE_MULTI_ALLOC";
  public static final String INSTANCE_REMOVE = "OP_INSTANCE_REMOVE";
  public static final String INSTANCE_STARTUP = "OP_INSTANCE_STARTUP";
  public static final String INSTANCE_SHUTDOWN = "OP_INSTANCE_SHUTDOWN";
  public static final String INSTANCE_REBOOT = "OP_INSTANCE_REBOOT";
  public static final String INSTANCE_SET_PARAMS = "OP_INSTANCE_SET_PARAMS";
  public static final String INSTANCE_REINSTALL = "OP_INSTANCE_REINSTALL";
  public static final String INSTANCE_RENAME = "OP_INSTANCE_RENAME";
  public static final String INSTANCE_GROW_DISK = "OP_INSTANCE_GROW_DISK";
  public static final String INSTANCE_RECREATE_DISKS = "OP_INSTANCE_RECREATE_DISKS";
  public static final String INSTANCE_REPLACE_DISKS = "OP_INSTANCE_REPLACE_DISKS";
  public static final String INSTANCE_ACTIVATE_DISKS = "OP_INSTANCE_ACTIVATE_DISKS";
  public static final String INSTANCE_DEACTIVATE_DISKS = "OP_INSTANCE_DEACTIVATE_DISKS";
  public static final String INSTANCE_MIGRATE = "OP_INSTANCE_MIGRATE";
  public static final String INSTANCE_FAILOVER = "OP_INSTANCE_FAILOVER";
  public static final String INSTANCE_MOVE = "OP_INSTANCE_MOVE";
  public static final String INSTANCE_CHANGE_GROUP = "OP_INSTANCE_CHANGE_GROUP";
  public static final String INSTANCE_CONSOLE = "OP_INSTANCE_CONSOLE";
  public static final String INSTANCE_QUERY_DATA = "OP_INSTANCE_QUERY_DATA";
  public static final String TAGS_SET = "OP_TAGS_SET";
  public static final String TAGS_DEL = "OP_TAGS_DEL";
  public static final String CLUSTER_SET_PARAMS = "OP_CLUSTER_SET_PARAMS";
  public static final String NETWORK_KIND = "OP_NETWORK_";
  public static final String GROUP_VERIFY_DISKS = "OP_GROUP_VERIFY_DISKS";
  public static final String GROUP_KIND = "OP_GROUP_";

  private OpCodes() {}
}
