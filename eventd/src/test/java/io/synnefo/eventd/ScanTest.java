package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScanTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final List<String> PREFIXES = List.of("snf");

  @TempDir Path root = Path.of("");
  private final Tally tally = new Tally();
  private QueueUnderTest queue;
  private Spools spools;
  private Watermark watermark;

  @BeforeEach
  void open() throws Exception {
    queue = new QueueUnderTest(root.resolve("queue"));
    spools = spools(64 << 20);
    watermark = Watermark.load(root, UUID, PREFIXES);
  }

  @AfterEach
  void close() throws Exception {
    spools.close();
  }

  @Test
  void theQueueComesFirstAndThenTheArchiveFromTheNewestOn() throws Exception {
    for (long job : new long[] {3, 4, 20_001, 20_002, 20_003, 20_004}) {
      queue.job(job, "success");
    }
    for (long job : new long[] {3, 4, 20_001, 20_002}) {
      queue.archive(job);
    }
    scan();
    assertEquals(List.of(20_003L, 20_004L, 20_002L, 20_001L, 4L, 3L), jobsSpooled());
    assertEquals("3-4,20001-20004", watermark.settled().toString());
    assertEquals("1-2,5-20000", watermark.missing().toString());
  }

  @Test
  void aSettledJobsFileIsNotOpened() throws Exception {
    queue.job(1, "success");
    scan();
    queue.text(1, "no job file at all");
    queue.job(2, "success");
    scan();
    assertEquals(List.of(1L, 2L), jobsSpooled());
    assertEquals(0, tally.badFiles());
  }

  @Test
  void ofAJobUnderWayOnlyWhatIsNewIsSpooled() throws Exception {
    queue.job(1, "queued");
    scan();
    watermark.save();
    watermark = Watermark.load(root, UUID, PREFIXES); // a restart
    scan();
    queue.job(1, "success");
    scan();
    assertEquals(List.of(UUID + ":1:0:queued", UUID + ":1:0:success"), idsSpooled());
    assertTrue(watermark.isSettled(1));
  }

  @Test
  void archivedJobsFurtherBackThanTheLookbackAreTakenAsPublished() throws Exception {
    for (long job : new long[] {1, 2, 3, 4}) {
      queue.job(job, "success");
    }
    queue.archive(1);
    queue.archive(3);
    queue.archive(4);
    run(new Scan(queue.directory, intake(), 2));
    assertEquals(List.of(2L, 4L, 3L), jobsSpooled()); // 2 is in the queue
    assertEquals("1-4", watermark.settled().toString());
    assertEquals("", watermark.missing().toString());
  }

  @Test
  void whatCameAfterTheLastToldJobIsToldHoweverFarItIsBack() throws Exception {
    Files.writeString(root.resolve(UUID + ".watermark"), "1-10\n");
    watermark = Watermark.load(root, UUID, PREFIXES);
    for (long job = 11; job <= 16; job++) {
      queue.job(job, "success");
      queue.archive(job);
    }
    run(new Scan(queue.directory, intake(), 3));
    assertEquals(List.of(16L, 15L, 14L, 13L, 12L, 11L), jobsSpooled());
    assertEquals("1-16", watermark.settled().toString());
  }

  @Test
  void aFirstScanThatWasCutOffIsEndedWithItsOwnLookback() throws Exception {
    for (long job = 1; job <= 10; job++) {
      queue.job(job, "success");
      queue.archive(job);
    }
    Scan scan = new Scan(queue.directory, intake(), 3);
    while (jobsSpooled().isEmpty()) {
      scan.step(1);
    }
    queue.job(11, "success");
    queue.job(12, "success");
    run(new Scan(queue.directory, intake(), 3));
    assertEquals(List.of(10L, 11L, 12L, 9L, 8L), jobsSpooled());
    assertEquals("1-12", watermark.settled().toString());
  }

  @Test
  void aJobUnderWayIsNeverTakenAsPublished() throws Exception {
    queue.job(1, "running");
    queue.job(9, "success");
    queue.archive(9);
    run(new Scan(queue.directory, intake(), 2));
    queue.job(1, "success");
    run(new Scan(queue.directory, intake(), 2));
    assertEquals(
        List.of(UUID + ":1:0:running", UUID + ":9:0:success", UUID + ":1:0:success"), idsSpooled());
  }

  @Test
  void withoutALookbackTheWholeArchiveIsPublished() throws Exception {
    queue.job(1, "success");
    queue.job(900_000, "success");
    queue.archive(1);
    queue.archive(900_000);
    run(new Scan(queue.directory, intake(), 0));
    assertEquals(List.of(900_000L, 1L), jobsSpooled());
  }

  @Test
  void aJobThatCannotBeUsedIsNamedAndTakenOnceItCan() throws Exception {
    queue.text(1, "");
    queue.text(2, "{\"id\": 2, \"ops\": [");
    queue.text(3, "not JSON");
    queue.job(4, "success");
    Files.write(queue.directory.resolve("job-5"), new byte[JobFile.MAX_BYTES + 1]);
    Files.writeString(queue.directory.resolve("job-6x.new"), "temporary");
    Scan scan = scan();
    assertTrue(scan.isIncomplete());
    assertEquals(4, tally.badFiles());
    assertTrue(
        tally.someBad().toString().contains("job-5 is larger than"), tally.someBad().toString());
    assertEquals(List.of(4L), jobsSpooled());
    assertEquals("", watermark.missing().toString());
    for (long job : new long[] {1, 2, 3, 5}) {
      queue.job(job, "success");
    }
    assertFalse(scan().isIncomplete());
    assertEquals(List.of(4L, 1L, 2L, 3L, 5L), jobsSpooled());
    assertEquals(0, tally.badFiles());
  }

  /** A name is no job: a stray file must not make those to come look old, or missing. */
  @Test
  void aStrayFileWithAHighNumberSettlesNothing() throws Exception {
    for (long job : new long[] {1, 2, 3}) {
      queue.job(job, "success");
    }
    queue.archive(1);
    queue.text(999_999_999_999_999_999L, "no job");
    Files.createDirectories(queue.directory.resolve("archive/7777777"));
    Files.writeString(queue.directory.resolve("archive/7777777/job-77777770000"), "no job");
    scan();
    assertEquals(List.of(2L, 3L, 1L), jobsSpooled());
    assertEquals("1-3", watermark.settled().toString());
    assertEquals("", watermark.missing().toString());
    queue.job(4, "success");
    scan();
    assertEquals("1-4", watermark.settled().toString());
  }

  @Test
  void aStrayFileThatWasDeletedIsForgotten() throws Exception {
    queue.job(1, "success");
    queue.text(999_999_999_999L, "no job");
    assertTrue(scan().isIncomplete());
    assertEquals(1, tally.badFiles());
    Files.delete(queue.directory.resolve("job-999999999999"));
    assertFalse(scan().isIncomplete());
    assertEquals(0, tally.badFiles());
  }

  @Test
  void anArchiveThatCannotBeReadHoldsUpNothingAndMakesNothingMissing() throws Exception {
    queue.job(1, "success");
    queue.job(5, "success");
    Files.createDirectories(queue.directory.resolve("archive"));
    Files.writeString(queue.directory.resolve("archive/0"), "no directory");
    Scan scan = scan();
    assertEquals(List.of(1L, 5L), jobsSpooled());
    assertTrue(scan.fault().contains("part of the archive cannot be read"), scan.fault());
    assertTrue(scan.isIncomplete());
    assertEquals("", watermark.missing().toString());
  }

  @Test
  void aTextOfMegabytesIsRefusedByName() throws Exception {
    String text = QueueUnderTest.text(1, "success", "snf-1");
    queue.text(1, text.replaceFirst("\"success\"", "\"" + "x".repeat(7 << 20) + "\""));
    scan();
    assertTrue(
        tally.someBad().toString().contains("job-1 holds a text longer"), "" + tally.badFiles());
    queue.text(1, text.replace("\"debug_level\"", " ".repeat(7 << 20) + "\"debug_level\""));
    scan();
    assertEquals(List.of(1L), jobsSpooled());
  }

  @Test
  void aJobThatTurnsUpLaterIsMissingNoMore() throws Exception {
    queue.job(3, "success");
    scan();
    assertEquals("1-2", watermark.missing().toString());
    queue.job(2, "success");
    scan();
    assertEquals("1-1", watermark.missing().toString());
    assertEquals(List.of(3L, 2L), jobsSpooled());
  }

  @Test
  void aJobUnderWayWhoseFileIsGoneIsForgotten() throws Exception {
    queue.job(1, "running");
    queue.job(2, "running");
    scan();
    Files.delete(queue.directory.resolve("job-1"));
    scan();
    assertEquals("1-1", watermark.missing().toString());
    assertEquals(1, watermark.openJobs().size());
  }

  @Test
  void whatFindsNoRoomIsNotSettledAndComesWithTheNextScan() throws Exception {
    spools.close();
    spools = spools(64 << 10);
    for (int job = 1; job <= 200; job++) {
      queue.job(job, "success");
    }
    assertThrows(NoRoomException.class, this::scan);
    List<Long> first = jobsSpooled();
    assertTrue(first.size() < 200, first.size() + " of 200");
    List<Long> all = new ArrayList<>();
    while (true) {
      all.addAll(confirmAll());
      try {
        scan();
        break;
      } catch (NoRoomException e) {
        assertFalse(watermark.isSettled(200));
      }
    }
    all.addAll(confirmAll());
    assertEquals(200, all.stream().distinct().count());
    assertEquals("1-200", watermark.settled().toString());
  }

  @Test
  void aJobLargerThanTheSpoolIsToldInParts() throws Exception {
    spools.close();
    spools = spools(1 << 20);
    String op = "{'input':{'OP_ID':'OP_X','instance_name':'snf-1'},'status':'error'}";
    String ops = (op + ",").repeat(4999) + op;
    String text = "{'id':1,'ops':[" + ops + "],'received_timestamp':[1,1]}";
    queue.text(1, text.replace('\'', '"'));
    List<String> all = new ArrayList<>();
    int stalls = 0;
    while (!watermark.isSettled(1)) {
      try {
        scan();
      } catch (NoRoomException e) {
        stalls++;
      }
      all.addAll(idsSpooled());
      confirmAll();
    }
    assertTrue(stalls > 0, "it fits");
    assertEquals(5000, all.stream().distinct().count());
    assertEquals(5000, all.size());
  }

  @Test
  void aQueueThatIsAwayIsAnErrorAndNotAnEmptyOne() throws Exception {
    queue.job(1, "success");
    scan();
    Files.move(queue.directory, root.resolve("away"));
    assertThrows(NoSuchFileException.class, this::scan);
    assertTrue(watermark.isSettled(1));
  }

  @Test
  void aNodeWithoutAnyFileKnowsByTheSerialWhatItLacks() throws Exception {
    Files.writeString(queue.directory.resolve("serial"), "12\n");
    scan();
    assertEquals("1-12", watermark.missing().toString());
  }

  @Test
  void whatWasFetchedIsTakenAndIsNotMissing() throws Exception {
    queue.job(5, "success");
    fetched(2, "success");
    fetched(3, "success");
    fetched(7, "success");
    Scan scan = scan();
    assertFalse(scan.isIncomplete());
    assertEquals(List.of(5L, 7L, 3L, 2L), jobsSpooled());
    assertEquals("1-1,4-4,6-6", watermark.missing().toString());
    scan();
    assertEquals(4, jobsSpooled().size());
  }

  @Test
  void aFileOfTheQueueGoesBeforeTheFetchedOne() throws Exception {
    queue.job(1, "running");
    fetched(1, "success");
    scan();
    assertEquals(List.of(UUID + ":1:0:running"), idsSpooled());
    assertFalse(watermark.isSettled(1));
  }

  private void fetched(long id, String status) throws Exception {
    Path directory = Files.createDirectories(root.resolve("fetched"));
    Files.writeString(directory.resolve("job-" + id), QueueUnderTest.text(id, status, "snf-" + id));
  }

  private Scan scan() throws Exception {
    return run(new Scan(queue.directory, intake(), 100_000));
  }

  private static Scan run(Scan scan) throws Exception {
    while (!scan.isDone()) {
      scan.step(1); // the shortest steps there are
    }
    return scan;
  }

  private JobIntake intake() {
    EventMapper mapper = new EventMapper("cluster.gnt.test", UUID, PREFIXES);
    return new JobIntake(
        queue.directory, root.resolve("fetched"), mapper, watermark, spools, tally);
  }

  private Spools spools(long maxBytes) throws Exception {
    return Spools.open(root, RoutingKeys.ofEvents(PREFIXES), maxBytes);
  }

  private Spool spool() {
    return spools.all().iterator().next();
  }

  private List<Long> confirmAll() throws Exception {
    List<Long> jobs = jobsSpooled();
    for (long number = 1; number <= spool().total(); number++) {
      spool().confirmed(number);
    }
    spools.save();
    return jobs;
  }

  private List<Long> jobsSpooled() throws Exception {
    return idsSpooled().stream().map(id -> Long.parseLong(id.split(":", -1)[1])).toList();
  }

  private List<String> idsSpooled() throws Exception {
    List<String> ids = new ArrayList<>();
    spool().rewind();
    for (Spool.Spooled next = spool().next(0); next != null; next = spool().next(0)) {
      ids.add(next.event().id());
    }
    return ids;
  }
}
