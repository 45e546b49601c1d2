package io.synnefo.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** noVNC in the EAR, beside what npm installed after it had compared that with the lock's hash. */
class NoVncIT {
  private static final Path WEB_MODULE = Path.of("..", "web-module");
  private static final Path NPM = WEB_MODULE.resolve("target/npm");
  private static final Path PACKAGE = NPM.resolve("node_modules/@novnc/novnc");
  private static final String PLACE = "console/novnc/";

  /** What the page's address has below its noVNC. */
  private static Map<String, byte[]> served() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile ear = new ZipFile("target/synnefo.ear");
        ZipInputStream war =
            new ZipInputStream(
                new ByteArrayInputStream(
                    ear.getInputStream(ear.getEntry("web-module.war")).readAllBytes()))) {
      for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
        if (entry.getName().startsWith(PLACE) && !entry.isDirectory()) {
          files.put(entry.getName().substring(PLACE.length()), war.readAllBytes());
        }
      }
    }
    return files;
  }

  /** All of the package but what it has for its developers. */
  private static Map<String, byte[]> published() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> found = Files.walk(PACKAGE)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = PACKAGE.relativize(file).toString();
        if (name.matches("(core|vendor)/.*|(docs/)?LICENSE.*|AUTHORS")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Test
  void noVncIsInTheApplicationByteForByteAsItWasPublished() throws Exception {
    Map<String, byte[]> served = served();
    Map<String, byte[]> published = published();
    assertTrue(published.containsKey("core/rfb.js"));
    assertEquals(published.keySet(), served.keySet());
    published.forEach((name, bytes) -> assertArrayEquals(bytes, served.get(name), name));
  }

  @Test
  void whatWasInstalledIsWhatTheLockPins() throws Exception {
    String lock = Files.readString(WEB_MODULE.resolve("package-lock.json"), UTF_8);
    assertTrue(lock.contains("\"integrity\": \"sha512-"), lock);
    assertEquals(lock, Files.readString(NPM.resolve("installed-lock.json"), UTF_8));
  }
}
