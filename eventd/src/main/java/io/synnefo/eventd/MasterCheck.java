package io.synnefo.eventd;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Whether Ganeti's files on this node say that it is the master. Used by one thread. */
final class MasterCheck implements BooleanSupplier {
  private static final System.Logger LOG = System.getLogger(MasterCheck.class.getName());

  private final Path masterFile;
  private final String nodeName;
  private String lastSaid = "";

  MasterCheck(Path dataDir, String nodeName) {
    this.masterFile = dataDir.resolve("ssconf_master_node");
    this.nodeName = nodeName;
  }

  /** True while ssconf_master_node names this node; false when it cannot be read. */
  @Override
  public boolean getAsBoolean() {
    String master;
    try {
      master = Files.readString(masterFile, StandardCharsets.UTF_8).strip();
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      say(System.Logger.Level.WARNING, "not active: cannot read the master's name: " + e);
      return false;
    }
    boolean active = master.equalsIgnoreCase(nodeName);
    say(
        System.Logger.Level.INFO,
        (active ? "active: this node, " : "not active: not this node, " + nodeName + ", but ")
            + master
            + " is the master");
    return active;
  }

  private void say(System.Logger.Level level, String what) {
    if (!what.equals(lastSaid)) {
      LOG.log(level, what);
      lastSaid = what;
    }
  }
}
