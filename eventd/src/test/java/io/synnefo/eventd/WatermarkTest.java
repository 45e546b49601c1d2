package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";

  @TempDir Path directory = Path.of("");

  @Test
  void whatWasSavedIsSettledAfterARestart() throws Exception {
    Watermark before = load();
    for (long job : new long[] {5, 7, 6, 1, 2, 9}) {
      before.settle(job);
    }
    before.save();
    assertEquals(List.of("1-2", "5-7", "9-9", "prefixes snf"), Files.readAllLines(file()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    Watermark after = load();
    assertTrue(after.isSettled(6));
    assertFalse(after.isSettled(4));
    assertFalse(after.isSettled(8));
  }

  @Test
  void aPrefixThatIsNewMakesTheWatermarkAnew() throws Exception {
    Watermark before = load(UUID, "snf");
    before.settle(5);
    before.tell(7, told("queued 0-0"));
    before.save();
    assertTrue(load(UUID, "snf").isSettled(5));
    Watermark after = load(UUID, "lab", "snf");
    assertFalse(after.isSettled(5));
    assertEquals(Set.of(), after.openJobs());
    after.settle(6);
    after.save();
    Watermark fewer = load(UUID, "lab");
    assertTrue(fewer.isSettled(6));
    fewer.save();
    assertFalse(load(UUID, "lab", "snf").isSettled(6)); // of which nothing was told meanwhile
  }

  @Test
  void aWatermarkWithoutPrefixesIsTakenAsMadeWithThePresentOnes() throws Exception {
    Files.writeString(file(), "1-5\n");
    Watermark watermark = load(UUID, "lab");
    assertTrue(watermark.isSettled(5));
    watermark.save();
    assertEquals(List.of("1-5", "prefixes lab"), Files.readAllLines(file()));
  }

  @Test
  void anotherClusterHasAnotherWatermark() throws Exception {
    Watermark one = load();
    one.settle(1);
    one.save();
    assertFalse(load("00000000-0000-0000-0000-000000000000", "snf").isSettled(1));
  }

  @Test
  void aDamagedFileSettlesNothingThatItDoesNotName() throws Exception {
    Files.writeString(file(), "1-5\nnonsense\n9-7\n-\n20-20\n");
    Watermark watermark = load();
    assertTrue(watermark.isSettled(3));
    assertTrue(watermark.isSettled(20));
    assertFalse(watermark.isSettled(8));
  }

  @Test
  void anyOrderOfJobsGivesTheSameSet() throws Exception {
    Random random = new Random(42);
    Watermark watermark = load();
    TreeSet<Long> expected = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      long job = random.nextInt(1500);
      watermark.settle(job);
      expected.add(job);
    }
    watermark.save();
    Watermark after = load();
    for (long job = 0; job < 1600; job++) {
      assertEquals(expected.contains(job), watermark.isSettled(job));
      assertEquals(expected.contains(job), after.isSettled(job));
    }
  }

  @Test
  void theFileStaysSmallAndForgetsTheOldestFirst() throws Exception {
    Watermark watermark = load();
    for (long job = 0; job < 60_000; job += 2) {
      watermark.settle(job);
    }
    watermark.save();
    assertEquals(20_001, Files.readAllLines(file()).size());
    assertTrue(watermark.isSettled(59_998));
    assertFalse(watermark.isSettled(0));
  }

  @Test
  void whatIsToldOfAJobUnderWayIsKept() throws Exception {
    Watermark before = load();
    before.tell(7, told("queued 0-0"));
    before.tell(7, told("queued 1-1 running 0-0"));
    before.tell(8, new Told());
    before.save();
    Watermark after = load();
    assertEquals("queued 0-1 running 0-0", after.told(7).toString());
    assertEquals(Set.of(7L, 8L), after.openJobs());
    assertEquals("", after.told(8).toString());
    after.settle(7);
    assertEquals("", after.told(7).toString());
  }

  @Test
  void whatWasNotWrittenAsToldIsNone() {
    assertEquals("error 2-2,5-7", told("error 2-2,5-7").toString());
    for (String text : List.of("error", "lost 1-2", "error 2-1", "error 1", "error 1-12345678")) {
      assertEquals(Optional.empty(), Told.of(List.of(text.split(" ", -1))), text);
    }
  }

  @Test
  void bytesThatAreNoTextStopNothing() throws Exception {
    Files.write(file(), new byte[] {'1', '-', '5', '\n', (byte) 0xc3, (byte) 0x28, '\n'});
    assertTrue(load().isSettled(3));
  }

  @Test
  void historyIsSettledButForWhatIsUnderWayAndWhatCannotBeUsed() throws Exception {
    Watermark watermark = load();
    watermark.tell(3, new Told());
    assertTrue(watermark.settleHistory(9, Set.of(5L)));
    assertEquals("1-2,4-4,6-9", watermark.settled().toString());
  }

  @Test
  void whatHasNoFileHereIsKeptUntilItTurnsUp() throws Exception {
    Watermark before = load();
    before.settle(4);
    before.settle(9);
    before.tell(6, new Told());
    assertEquals("1-3,5-5,7-8", before.missingUpTo(9).toString());
    before.setMissing(before.missingUpTo(9));
    before.save();
    Watermark after = load();
    assertEquals("1-3,5-5,7-8", after.missing().toString());
    assertFalse(after.isSettled(2));
    after.settle(2);
    assertEquals("1-1,3-3,5-5,7-8", after.missing().toString());
    assertEquals(9, after.lastKnown());
  }

  private static Told told(String text) {
    return Told.of(List.of(text.split(" ", -1))).orElseThrow();
  }

  private Watermark load() throws IOException {
    return load(UUID, "snf");
  }

  private Watermark load(String cluster, String... prefixes) throws IOException {
    return Watermark.load(directory, cluster, List.of(prefixes));
  }

  private Path file() {
    return directory.resolve(UUID + ".watermark");
  }
}
