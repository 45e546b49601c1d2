package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpoolTest {
  private static final String KEY = "ganeti.snf.event.op";

  @TempDir Path root = Path.of("");

  @Test
  void whatWasPutInComesOutInOrderAndAsItWas() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2)));
      spool.append(List.of(event(3)));
      assertEquals(List.of("e1", "e2", "e3"), ids(spool));
      assertNull(spool.next(1));
      spool.rewind();
      Spool.Spooled first = next(spool);
      Outgoing expected = event(1);
      assertEquals(1, first.number());
      assertEquals(expected.at(), first.event().at());
      assertEquals(expected.subject(), first.event().subject());
      assertEquals(expected.key(), first.event().key());
      assertTrue(first.event().mandatory());
      assertArrayEquals(expected.body(), first.event().body());
    }
  }

  @Test
  void afterARestartTheOldestEventTellsForHowLongThereIsSomethingToSend() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2), event(3)));
      spool.confirmed(1);
      spool.save();
    }
    try (Spool spool = open()) {
      assertEquals(event(2).at(), spool.waitingSince());
      assertEquals("e2", next(spool).event().id());
    }
  }

  @Test
  void whatIsNotConfirmedComesAgainAfterARestart() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2), event(3)));
      spool.confirmed(1);
      spool.confirmed(3);
      spool.save();
    }
    try (Spool spool = open()) {
      assertEquals(2, spool.depth()); // 3 comes twice: only the oldest gap is kept
      assertEquals(List.of("e2", "e3"), ids(spool));
    }
  }

  @Test
  void aRewindComesBackToWhatIsNotConfirmedAndToNothingElse() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2), event(3), event(4)));
      ids(spool);
      spool.confirmed(2);
      spool.confirmed(1);
      spool.confirmed(4);
      spool.rewind();
      assertEquals(List.of("e3"), ids(spool));
      assertEquals(1, spool.depth());
    }
  }

  @Test
  void aRecordThatWasNotWrittenToItsEndIsCutOff() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2)));
    }
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (Spool spool = open()) {
        List<String> left = ids(spool);
        assertTrue(left.equals(List.of()) || left.equals(List.of("e1")), length + ": " + left);
        spool.append(List.of(event(9)));
        assertEquals(List.of("e9"), ids(spool));
      }
    }
  }

  @Test
  void aRecordThatWasPromisedAndCannotBeReadIsAnError() throws Exception {
    try (Spool spool = open()) {
      for (int n = 1; n <= 400; n++) {
        spool.append(List.of(event(n)));
      }
    }
    assertTrue(files().size() > 2, files().toString());
    Path first = files().get(0);
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length / 2] ^= 1;
    Files.write(first, bytes);
    SpoolDamagedException e = assertThrows(SpoolDamagedException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).contains("cannot be read"), e.getMessage());
    Files.delete(first);
    Files.delete(files().get(1));
    assertThrows(SpoolDamagedException.class, this::open);
  }

  @Test
  void aSavedRecordThatIsGoneFromTheEndIsAnErrorToo() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2)));
      spool.save();
      spool.append(List.of(event(3)));
    }
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    try (Spool spool = open()) {
      assertEquals(List.of("e1", "e2"), ids(spool));
    }
    byte[] damaged = Arrays.copyOf(whole, whole.length / 2);
    Files.write(file, damaged);
    assertThrows(SpoolDamagedException.class, this::open);
    assertArrayEquals(damaged, Files.readAllBytes(file), "it is evidence");
  }

  @Test
  void marksThatCannotBeRightAreDamage() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1), event(2)));
      spool.save();
    }
    Path marks = root.resolve("spool/marks");
    assertEquals("1 2\n", Files.readString(marks));
    for (String wrong : List.of("0 2\n", "4 2\n", "1 3\n", "1", "\u00e9 2\n", "")) {
      Files.writeString(marks, wrong);
      assertThrows(SpoolDamagedException.class, this::open, wrong);
    }
    Files.delete(marks);
    assertThrows(SpoolDamagedException.class, this::open);
    Files.writeString(marks, "2 2\n");
    try (Spool spool = open()) {
      assertEquals(List.of("e2"), ids(spool));
    }
  }

  @Test
  void itTakesNoMoreThanItsBoundAndHasRoomAgainOnceConfirmed() throws Exception {
    try (Spool spool = open()) {
      int taken = 0;
      while (spool.fits(List.of(event(taken + 1)))) {
        spool.append(List.of(event(taken + 1)));
        taken++;
      }
      assertTrue(spool.bytes() <= 128 << 10, spool.bytes() + " bytes");
      assertFalse(spool.hasRoom());
      List<String> all = ids(spool);
      assertEquals(taken, all.size());
      for (int n = 1; n <= taken; n++) {
        spool.confirmed(n);
      }
      spool.save();
      assertTrue(spool.hasRoom());
      assertEquals(1, files().size());
      assertTrue(spool.fits(List.of(event(taken + 1))));
      spool.append(List.of(event(taken + 1)));
      assertEquals(List.of("e" + (taken + 1)), ids(spool));
    }
  }

  @Test
  void anEmptyOneTakesAnyBatchAndAFullOneNone() throws Exception {
    try (Spool spool = open()) {
      List<Outgoing> large = batch(1, 1000);
      assertTrue(spool.fits(large));
      spool.append(large);
      assertTrue(spool.bytes() > 128 << 10);
      assertFalse(spool.fits(List.of(event(1001))));
    }
  }

  @Test
  void itsFilesAreForNobodyElse() throws Exception {
    try (Spool spool = open()) {
      spool.append(List.of(event(1)));
      spool.confirmed(1);
      spool.save();
      assertEquals("rwx------", mode(root.resolve("spool")));
      for (Path file : files()) {
        assertEquals("rw-------", mode(file));
      }
      assertEquals("rw-------", mode(root.resolve("spool/marks")));
    }
  }

  /**
   * Whatever is put in, confirmed, saved and killed: nothing is lost, nothing changes its order.
   */
  @Test
  void anyCourseOfEventsLosesNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeSet<Long> confirmed = new TreeSet<>();
    int last = 0;
    Spool spool = open();
    for (int step = 0; step < 3000; step++) {
      switch (random.nextInt(12)) {
        case 0 -> spool = reopened(spool);
        case 1 -> spool.save();
        case 2 -> spool.rewind();
        case 3, 4, 5 -> {
          List<Outgoing> batch = batch(last + 1, random.nextInt(4) + 1);
          if (spool.fits(batch)) {
            spool.append(batch);
            last += batch.size();
          }
        }
        default -> {
          Spool.Spooled next = spool.next(0);
          if (next != null) {
            assertEquals("e" + next.number(), next.event().id(), "seed " + seed);
            if (random.nextInt(4) > 0) {
              spool.confirmed(next.number());
              confirmed.add(next.number());
            }
          }
        }
      }
    }
    spool = reopened(spool);
    for (Spool.Spooled next = spool.next(0); next != null; next = spool.next(0)) {
      confirmed.add(next.number());
    }
    spool.close();
    assertEquals(last, confirmed.size(), "seed " + seed);
  }

  private static List<Outgoing> batch(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(SpoolTest::event).toList();
  }

  private Spool reopened(Spool spool) throws Exception {
    spool.close();
    return open();
  }

  private Spool open() throws IOException, SpoolDamagedException {
    return Spool.open(root.resolve("spool"), KEY, 128 << 10);
  }

  private List<Path> files() throws IOException {
    return List.copyOf(SpoolFiles.in(root.resolve("spool")).values());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Spool.Spooled next(Spool spool) throws Exception {
    Spool.Spooled next = spool.next(1000);
    if (next == null) {
      throw new AssertionError("nothing left");
    }
    return next;
  }

  private static List<String> ids(Spool spool) throws Exception {
    List<String> ids = new ArrayList<>();
    for (Spool.Spooled next = spool.next(0); next != null; next = spool.next(0)) {
      ids.add(next.event().id());
    }
    return ids;
  }

  private static Outgoing event(int n) {
    byte[] body =
        "{\"n\":%d,\"text\":\"%s\"}".formatted(n, "x".repeat(100)).getBytes(StandardCharsets.UTF_8);
    return new Outgoing(
        KEY,
        true,
        "e" + n,
        "snf-" + n,
        true,
        Instant.ofEpochSecond(1_795_338_805L, n * 1000L),
        body);
  }
}
