package io.synnefo.testbed.eventcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is, and what of it these tests run. */
final class TestPaths {
  private TestPaths() {}

  static Path root() {
    return Path.of(System.getProperty("synnefo.root", ".."));
  }

  static Path eventdJar() {
    String packaged = root().resolve("eventd/target/synnefo-eventd.jar").toString();
    return Path.of(System.getProperty("synnefo.eventd.jar", packaged));
  }

  /** An empty directory that is kept, so that a failure can be read from what lies in it. */
  static Path work(String name) throws IOException {
    Path work = Files.createDirectories(root().resolve("testbed/target/it"));
    return Files.createTempDirectory(work, name);
  }

  /** How often: the full count in the long run of this issue. */
  static int times(int few, int full) {
    return System.getProperty("synnefo.long", "").equals("eventd") ? full : few;
  }
}
