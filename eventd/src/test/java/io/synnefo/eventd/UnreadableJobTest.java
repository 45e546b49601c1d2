package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job's file is Ganeti's own on the master until the job's process first writes it. */
@Timeout(60)
class UnreadableJobTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";

  @TempDir Path root = Path.of("");
  private LuxidUnderTest luxid;

  @BeforeEach
  void aJobAndAClosedOne() throws Exception {
    luxid = new LuxidUnderTest(root.resolve("luxid"), UUID, "node1.gnt.test");
    QueueUnderTest queue = new QueueUnderTest(root.resolve("queue"));
    queue.job(1, "success");
    queue.job(2, "success");
    closed("---------");
  }

  @AfterEach
  void close() throws Exception {
    luxid.close();
  }

  private void closed(String mode) throws Exception {
    Files.setPosixFilePermissions(
        root.resolve("queue/job-2"), PosixFilePermissions.fromString(mode));
  }

  @Test
  void whatLuxidTellsOfAClosedJobIsTaken() throws Exception {
    luxid.job(2, "canceled");
    assertEquals("2 events, settled 1-2{} [0]", IntakeUnderTest.scan(root));
    closed("rw-r-----");
    assertEquals("2 events, settled 1-2{} [0]", IntakeUnderTest.scan(root));
  }

  @Test
  void aClosedJobThatLuxidKnowsNothingOfIsNamedAndTakenOnceItIsReadable() throws Exception {
    assertEquals(
        "1 events, settled 1-1{2=job file cannot be read, and luxid was asked in vain: it knows no "
            + "job-2} [0]",
        IntakeUnderTest.scan(root));
    closed("rw-r-----");
    assertEquals("2 events, settled 1-2{} [0]", IntakeUnderTest.scan(root));
  }

  @Test
  void whatWasAskedInVainIsAskedAgain() throws Exception {
    luxid.refusesOnce();
    luxid.job(2, "canceled");
    assertEquals("2 events, settled 1-2{} [0]", IntakeUnderTest.scanPatiently(root));
  }

  @Test
  void aLuxidThatIsAwayIsNamed() throws Exception {
    luxid.close();
    String said = IntakeUnderTest.scan(root);
    String why =
        "1 events, settled 1-1{2=job file cannot be read, and luxid was asked in vain: it does not";
    assertTrue(said.startsWith(why), said);
  }
}
