package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolsTest {
  private static final String ONE = "ganeti.snf.event.op";
  private static final String TWO = "ganeti.event.cluster";

  @TempDir Path root = Path.of("");

  @Test
  void eachKeyHasASpoolOfItsOwn() throws Exception {
    try (Spools spools = open(1 << 20)) {
      assertTrue(spools.append(List.of(event(ONE, 1), event(TWO, 2), event(ONE, 3)), false));
      assertEquals(List.of(2L, 1L), spools.all().stream().map(Spool::depth).toList());
      assertEquals(3, spools.depth());
    }
    assertEquals("rwx------", mode("spool"));
    assertEquals("rwx------", mode("spool/" + ONE));
  }

  @Test
  void aDamagedSpoolIsSetAsideAndEveryWatermarkWithIt() throws Exception {
    try (Spools spools = open(1 << 20)) {
      for (int n = 0; n < 8000; n++) {
        spools.append(List.of(event(ONE, n)), false);
      }
      spools.save();
    }
    NavigableMap<Long, Path> files = SpoolFiles.in(root.resolve("spool").resolve(ONE));
    Files.writeString(files.firstEntry().getValue(), "rubbish", UTF_8);
    Files.writeString(root.resolve("uuid.watermark"), "1-9\n");
    try (Spools spools = open(1 << 20)) {
      assertEquals(8000 - files.higherKey(1L) + 1, spools.depth(), "what is whole is kept");
      assertTrue(spools.append(List.of(event(TWO, 1)), false));
    }
    assertFalse(Files.exists(root.resolve("uuid.watermark")));
    assertTrue(Files.isDirectory(root.resolve("spool").resolve(ONE + ".damaged")));
  }

  @Test
  void whatIsWholeBeforeTheDamageIsPublishedAndTheFileIsLeftAsItIs() throws Exception {
    try (Spools spools = open(1 << 20)) {
      spools.append(List.of(event(ONE, 1), event(ONE, 2), event(ONE, 3)), false);
      spools.save();
    }
    Path file = SpoolFiles.in(root.resolve("spool").resolve(ONE)).firstEntry().getValue();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    try (Spools spools = open(1 << 20)) {
      Spool.Spooled first = spools.all().iterator().next().next(0);
      assertTrue(first != null && first.event().equals(event(ONE, 1)));
      assertEquals(1, spools.depth());
    }
    Path aside = root.resolve("spool").resolve(ONE + ".damaged").resolve(file.getFileName());
    assertArrayEquals(bytes, Files.readAllBytes(aside));
    try (Spools spools = open(1 << 20)) {
      assertEquals(1, spools.depth());
    }
  }

  @Test
  void whateverInterruptsTheRescueOfADamagedSpoolTheNextStartEndsIt() throws Exception {
    Path place = root.resolve("spool").resolve(ONE);
    try (Spools spools = open(1 << 20)) {
      spools.append(List.of(event(ONE, 1), event(ONE, 2)), false);
      spools.save();
    }
    Files.writeString(place.resolve("marks"), "damaged");
    Path next = Files.createDirectory(root.resolve("spool").resolve(ONE + ".damaged.next"));
    Files.writeString(next.resolve("0000000000000000001.spool"), "as far as it got");
    try (Spools spools = open(1 << 20)) {
      assertEquals(2, spools.depth());
    }
    Files.move(place, next); // between its two renamings
    try (Spools spools = open(1 << 20)) {
      assertEquals(2, spools.depth());
    }
    assertFalse(Files.exists(next));
  }

  @Test
  void readingGoesOnOnceThoseThatWereFullHaveRoom() throws Exception {
    try (Spools spools = open(64 << 10)) {
      int first = 0;
      while (spools.append(List.of(event(ONE, first)), false)) {
        first++;
      }
      for (int n = 0; n < first * 3 / 4; n++) {
        assertTrue(spools.append(List.of(event(TWO, n)), false));
      }
      assertFalse(spools.append(List.of(event(TWO, 0), event(ONE, first)), false));
      assertFalse(spools.haveRoom());
      Spool full = spools.all().iterator().next();
      for (long n = 1; n <= first; n++) {
        full.confirmed(n);
      }
      full.save();
      assertTrue(spools.haveRoom());
    }
  }

  @Test
  void aKeyThatIsNotAmongThemIsADefect() throws Exception {
    try (Spools spools = open(1 << 20)) {
      assertThrows(
          IllegalStateException.class, () -> spools.append(List.of(event("other", 1)), false));
    }
  }

  @Test
  void twoDaemonsCannotShareAStateDirectory() throws Exception {
    StateDir first = StateDir.take(root);
    assertTrue(first.isHeld());
    IOException refused = assertThrows(IOException.class, () -> StateDir.take(root));
    assertTrue(String.valueOf(refused.getMessage()).contains("already running"));
  }

  private Spools open(long maxBytes) throws IOException {
    return Spools.open(root, List.of(ONE, TWO), maxBytes);
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
  }

  private static Outgoing event(String key, int n) {
    return new Outgoing(
        key, true, "e" + n, "snf-" + n, false, Instant.EPOCH, ("body " + n).getBytes(UTF_8));
  }
}
