package io.synnefo.eventd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether this node is the master: Ganeti's file must name it, and its own luxid must answer and
 * name it, too. A former master that comes back still has its own name in the file, but no luxid.
 *
 * <p>Used by one thread.
 */
final class Mastership {
  private static final System.Logger LOG = System.getLogger(Mastership.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path masterFile;
  private final Path nodesFile;
  private final String nodeName;
  private final Luxid luxid;
  private final ClusterNote note;
  private String lastSaid = "";
  private volatile long checkedNanos = System.nanoTime();
  private volatile RoleStatus status = new RoleStatus(Role.UNKNOWN, "", "not looked yet");

  enum Role {
    /** Publishes what this node's jobs do. */
    ACTIVE,
    /** Another node is the master. */
    PASSIVE,
    /** The file names this node, but luxid does not confirm it. */
    DOUBTFUL,
    /** The file cannot be read, or Ganeti has no node of this name. */
    UNKNOWN
  }

  /**
   * For the status.
   *
   * @param master as the file names it; empty if it cannot be read
   * @param why this role, in a line
   */
  record RoleStatus(Role role, String master, String why) {}

  /** With a UUID set, that goes before luxid's, though luxid must answer. */
  Mastership(Path dataDir, String nodeName, Luxid luxid, String uuidSetting, Path stateDir) {
    this.masterFile = dataDir.resolve("ssconf_master_node");
    this.nodesFile = dataDir.resolve("ssconf_node_list");
    this.nodeName = nodeName;
    this.luxid = luxid;
    this.note = new ClusterNote(stateDir, uuidSetting);
  }

  /** The cluster that this node is the master of; empty if it is not, or does not know. */
  Optional<Luxid.ClusterInfo> check() {
    Optional<Luxid.ClusterInfo> found = look();
    checkedNanos = System.nanoTime();
    return found;
  }

  private Optional<Luxid.ClusterInfo> look() {
    String master;
    try {
      master = Files.readString(masterFile, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return not(Role.UNKNOWN, "", "cannot read the master's name: " + e);
    }
    if (master.isEmpty()) {
      return not(Role.UNKNOWN, "", masterFile + " names no master: it is empty");
    }
    return isThisNode(master) ? confirmed(master) : elsewhere(master);
  }

  private Optional<Luxid.ClusterInfo> confirmed(String master) {
    try {
      Luxid.ClusterInfo found = luxid.clusterInfo();
      return isThisNode(found.master())
          ? active(master, found, note.keep(found.uuid()))
          : not(Role.DOUBTFUL, master, "luxid says that " + found.master() + " is the master");
    } catch (IOException e) {
      String why =
          "this node, " + master + ", is said to be the master, but luxid does not confirm it: ";
      return not(Role.DOUBTFUL, master, why + BrokerFaults.oneLine(e));
    }
  }

  /** A wrong name would be as quiet on the true master as the right one on all others. */
  private Optional<Luxid.ClusterInfo> elsewhere(String master) {
    if (nodes().noneMatch(this::isThisNode)) {
      return not(Role.UNKNOWN, master, nodeName + " is not among Ganeti's nodes: set node-name");
    }
    return not(
        Role.PASSIVE, master, "not this node, " + nodeName + ", but " + master + " is the master");
  }

  /** All of them; this one alone where the list cannot be read. */
  private Stream<String> nodes() {
    try {
      return Files.readAllLines(nodesFile, StandardCharsets.UTF_8).stream().map(String::strip);
    } catch (IOException e) {
      return Stream.of(nodeName);
    }
  }

  /** A host may know but its short name, for instance while there is no name server yet. */
  private boolean isThisNode(String node) {
    return node.equalsIgnoreCase(nodeName)
        || (!nodeName.contains(".")
            && node.regionMatches(true, 0, nodeName + ".", 0, nodeName.length() + 1));
  }

  /** What is wrong whatever the role; empty if nothing is. */
  String fault() {
    return fault(System.nanoTime());
  }

  /** At that time. */
  String fault(long nanos) {
    return nanos - checkedNanos > PATIENCE.toNanos()
        ? "no look at Ganeti's files has ended for more than "
            + PATIENCE.toSeconds()
            + " s: does a disk hang?"
        : note.fault();
  }

  RoleStatus status() {
    return status;
  }

  /** The cluster's UUID as far as it is known; empty if it is not. */
  String uuid() {
    return note.uuid();
  }

  private Optional<Luxid.ClusterInfo> active(String master, Luxid.ClusterInfo found, String uuid) {
    String why = "this node, " + master + ", is the master of " + found.name() + " " + uuid;
    say(System.Logger.Level.INFO, "active: " + why);
    status = new RoleStatus(Role.ACTIVE, master, why);
    return Optional.of(new Luxid.ClusterInfo(found.name(), uuid, found.master()));
  }

  private Optional<Luxid.ClusterInfo> not(Role role, String master, String why) {
    note.leave();
    say(
        role == Role.PASSIVE ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        "not active: " + why);
    status = new RoleStatus(role, master, why);
    return Optional.empty();
  }

  private void say(System.Logger.Level level, String what) {
    if (!what.equals(lastSaid)) {
      LOG.log(level, what);
      lastSaid = what;
    }
  }
}
