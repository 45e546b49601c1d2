package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sockets are: their paths have 107 characters at most. */
class PlacesTest {
  @TempDir Path root = Path.of("");

  private Path deep() throws Exception {
    return Files.createDirectories(root.resolve("deep".repeat(25)));
  }

  private static String places(String text) throws Exception {
    return Script.bash(List.of("places"), text).run().succeeded().text().strip();
  }

  @Test
  void aSocketIsWhereItIsLookedForIfItsPathIsShortEnough() throws Exception {
    assertEquals(root + "/a/b.sock", places("place_socket " + root + " a/b.sock"));
    assertFalse(Files.exists(root.resolve("sockets.place")));
  }

  @Test
  void socketsOfADirectoryThatIsTooDeepAreTogetherAtAPlaceThatIsRemembered() throws Exception {
    Path dir = deep();
    String first = places("place_socket " + dir + " a/b.sock");
    String second = places("place_socket " + dir + " c.sock");
    assertTrue(first.startsWith("/var/tmp/snf-") && first.endsWith("/b.sock"), first);
    assertEquals(Path.of(first).resolveSibling("c.sock").toString(), second);
    assertEquals("rwx------", mode(Path.of(first).resolve("..").normalize()));
    places("place_remove " + dir + " sockets");
    assertFalse(Files.exists(Path.of(first).resolve("../..").normalize()));
    assertFalse(Files.exists(dir.resolve("sockets.place")));
  }

  private static String mode(Path dir) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir));
  }
}
