package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.testbed.ganeti.LuxidConversation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The nodes that the fail-over tests stand on. Needs root, and Debian's ganeti. */
@Timeout(900)
class NodesIT {
  @TempDir Path before;

  @Test
  void aNodeBecomesMasterAfterTheOldMastersConfigurationReachedItAlone() throws Exception {
    try (Nodes nodes = new Nodes()) {
      int old = nodes.master();
      int next = old + 1;
      copyConfiguration(nodes.data(old), before);
      nodes.failover(next);
      copyConfiguration(before, nodes.data(next));
      nodes.failover(next);
      assertEquals(Nodes.name(next), LuxidConversation.master(nodes.luxid(next)));
      nodes.redistribute(); // only a master does that
    }
  }

  /** Whose files they are stays as it was. */
  private static void copyConfiguration(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "{config.data,ssconf_*}")) {
      for (Path file : files) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
