package io.synnefo.eventd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node is the master: Ganeti's file must name it, and its own luxid must answer and
 * name it, too. A former master that comes back still has its own name in the file, but no luxid.
 *
 * <p>Used by one thread.
 */
final class Mastership {
  private static final System.Logger LOG = System.getLogger(Mastership.class.getName());
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Path masterFile;
  private final String nodeName;
  private final Luxid luxid;
  private final String uuidSetting;
  private final Path uuidFile;
  private String lastSaid = "";
  private volatile @Nullable String noted;
  private volatile RoleStatus status = new RoleStatus(Role.UNKNOWN, "", "not looked yet");

  enum Role {
    /** Publishes what this node's jobs do. */
    ACTIVE,
    /** Another node is the master. */
    PASSIVE,
    /** The file names this node, but luxid does not confirm it. */
    DOUBTFUL,
    /** The file cannot be read. */
    UNKNOWN
  }

  /**
   * For the status.
   *
   * @param master as the file names it; empty if it cannot be read
   * @param why this role, in a line
   */
  record RoleStatus(Role role, String master, String why) {}

  /** With a UUID set, luxid's is not asked for, though luxid must answer. */
  Mastership(Path dataDir, String nodeName, Luxid luxid, String uuidSetting, Path stateDir) {
    this.masterFile = dataDir.resolve("ssconf_master_node");
    this.nodeName = nodeName;
    this.luxid = luxid;
    this.uuidSetting = uuidSetting;
    this.uuidFile = stateDir.resolve("cluster");
  }

  /** The cluster that this node is the master of; empty if it is not, or does not know. */
  Optional<Luxid.ClusterInfo> check() {
    String master;
    try {
      master = Files.readString(masterFile, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return not(Role.UNKNOWN, "", "cannot read the master's name: " + e);
    }
    if (!master.equalsIgnoreCase(nodeName)) {
      return not(
          Role.PASSIVE,
          master,
          "not this node, " + nodeName + ", but " + master + " is the master");
    }
    try {
      Luxid.ClusterInfo found = luxid.clusterInfo();
      if (!found.master().equalsIgnoreCase(nodeName)) {
        return not(Role.DOUBTFUL, master, "luxid says that " + found.master() + " is the master");
      }
      return active(master, identified(found));
    } catch (IOException e) {
      String why =
          "this node, " + master + ", is said to be the master, but luxid does not confirm it: ";
      return not(Role.DOUBTFUL, master, why + Faults.oneLine(e));
    }
  }

  RoleStatus status() {
    return status;
  }

  /** The cluster's UUID as far as it is known; empty if it is not. */
  String uuid() {
    String known = noted;
    return known == null ? "" : known;
  }

  private Optional<Luxid.ClusterInfo> active(String master, Luxid.ClusterInfo cluster) {
    String why =
        "this node, " + master + ", is the master of " + cluster.name() + " " + cluster.uuid();
    say(System.Logger.Level.INFO, "active: " + why);
    status = new RoleStatus(Role.ACTIVE, master, why);
    return Optional.of(cluster);
  }

  private Optional<Luxid.ClusterInfo> not(Role role, String master, String why) {
    say(
        role == Role.PASSIVE ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        "not active: " + why);
    status = new RoleStatus(role, master, why);
    return Optional.empty();
  }

  /** The UUID is noted beside the watermark; one that differs from the noted one is told. */
  private Luxid.ClusterInfo identified(Luxid.ClusterInfo found) throws IOException {
    String uuid = uuid(uuidSetting.isEmpty() ? found.uuid() : uuidSetting);
    String before = noted == null ? noted() : noted;
    noted = uuid;
    if (!uuid.equals(before)) {
      if (before != null) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the cluster is another one now: "
                + uuid
                + ", no more "
                + before
                + "; its watermark is new");
      }
      StateDir.replace(uuidFile, uuid + "\n");
    }
    return new Luxid.ClusterInfo(found.name(), uuid, found.master());
  }

  /** That text, if it is a cluster's UUID; files are named after it. */
  static String uuid(String text) throws IOException {
    if (!UUID.matcher(text).matches()) {
      throw new IOException("its UUID is none: " + text);
    }
    return text;
  }

  private @Nullable String noted() throws IOException {
    try {
      return Files.readString(uuidFile, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void say(System.Logger.Level level, String what) {
    if (!what.equals(lastSaid)) {
      LOG.log(level, what);
      lastSaid = what;
    }
  }
}
