package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolsTest {
  private static final String ONE = "ganeti.snf.event.op";
  private static final String TWO = "ganeti.event.cluster";

  @TempDir Path root = Path.of("");

  @Test
  void eachKeyHasASpoolOfItsOwn() throws Exception {
    try (Spools spools = open(1 << 20)) {
      assertTrue(spools.append(List.of(event(ONE, 1), event(TWO, 2), event(ONE, 3))));
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
        spools.append(List.of(event(ONE, n)));
      }
      spools.save();
    }
    Path first = SpoolFiles.in(root.resolve("spool").resolve(ONE)).firstEntry().getValue();
    Files.writeString(first, "rubbish", UTF_8);
    Files.writeString(root.resolve("uuid.watermark"), "1-9\n");
    try (Spools spools = open(1 << 20)) {
      assertEquals(0, spools.depth());
      assertTrue(spools.append(List.of(event(ONE, 1))));
    }
    assertFalse(Files.exists(root.resolve("uuid.watermark")));
    assertTrue(Files.isDirectory(root.resolve("spool").resolve(ONE + ".damaged")));
  }

  @Test
  void aKeyThatIsNotAmongThemIsADefect() throws Exception {
    try (Spools spools = open(1 << 20)) {
      assertThrows(IllegalStateException.class, () -> spools.append(List.of(event("other", 1))));
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
