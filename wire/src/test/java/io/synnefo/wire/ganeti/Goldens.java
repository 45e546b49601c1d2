package io.synnefo.wire.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Messages as they stand on the wire. */
final class Goldens {
  private Goldens() {}

  static byte[] message(String name) throws IOException {
    try (InputStream in = Goldens.class.getResourceAsStream("/golden/" + name + ".json")) {
      if (in == null) {
        throw new IOException("no golden message " + name);
      }
      return in.readAllBytes();
    }
  }

  /** Leaves what a test found where {@code ./synnefo goldens} takes it over from. */
  static Path leave(String name, String found) throws IOException {
    Path left = Path.of("target/goldens/wire/src/test/resources/golden", name + ".json");
    Files.createDirectories(left.getParent());
    return Files.writeString(left, found, UTF_8);
  }
}
