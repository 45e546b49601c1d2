package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetcherTest {
  private static final String UUID = RapiUnderTest.UUID;
  private static final String OTHER = "00000000-0000-0000-0000-000000000001";
  private static final Mastership.RoleStatus PASSIVE = passive("node1.gnt.test");
  private static final Mastership.RoleStatus ACTIVE =
      new Mastership.RoleStatus(Mastership.Role.ACTIVE, "node2.gnt.test", "");

  @TempDir Path root = Path.of("");
  private RapiUnderTest rapi;
  private QueueUnderTest queue;
  private FetchedJobs fetched;
  private Fetcher fetcher;
  private volatile Mastership.RoleStatus role = PASSIVE;

  @BeforeEach
  void start() throws Exception {
    rapi = new RapiUnderTest();
    queue = new QueueUnderTest(root.resolve("queue"));
    Files.writeString(root.resolve("password"), "top-secret\n");
    fetched = new FetchedJobs(root);
    fetcher = fetcher();
  }

  @AfterEach
  void close() {
    rapi.close();
  }

  @Test
  void whatThisNodeNeverGotIsFetchedAndKeptAsJobFiles() throws Exception {
    rapi.job(1, "create");
    rapi.job(2, "reinstall");
    queue.job(3, "success");
    round();
    assertEquals(Set.of(1L, 2L), fetched.ids(UUID));
    assertEquals(3, JobFile.in(fetched.of(UUID), 2, (job, op) -> {}).ops().size());
    assertEquals("rw-------", permissions(fetched.of(UUID).resolve("job-1")));
    assertEquals("rwx------", permissions(fetched.of(UUID)));
    assertEquals(new FetchStatus(0, "", 0, ""), fetcher.status());
  }

  @Test
  void theNewestAreAskedForFirstAndEachButOnce() throws Exception {
    queue.job(5, "success");
    rapi.job(2, "create");
    round();
    assertEquals(List.of(1L, 4L, 3L, 2L, 1L), rapi.asked, "job 1 is asked for to try the way");
    assertEquals("1-1,3-4", fetcher.status().missing());
    rapi.asked.clear();
    round();
    assertEquals(List.of(), rapi.asked);
    assertEquals(3, fetcher.status().missingCount());
  }

  @Test
  void anotherMasterIsAskedAgainForWhatTheOneBeforeDidNotKnow() throws Exception {
    queue.job(2, "success");
    round();
    assertEquals("1-1", fetcher.status().missing());
    rapi.job(1, "create");
    rapi.isOf(UUID, "node3.gnt.test");
    role = passive("node3.gnt.test");
    round();
    assertEquals(Set.of(1L), fetched.ids(UUID));
  }

  @Test
  void whatHasAFileHereIsNotAskedFor() throws Exception {
    queue.job(10_001, "success");
    queue.archive(10_001);
    queue.job(10_003, "success");
    Files.writeString(root.resolve(UUID + ".watermark"), "1-10000\n");
    Files.writeString(queue.directory.resolve("serial"), "10004\n");
    round();
    assertEquals(List.of(1L, 10_004L, 10_002L), rapi.asked);
  }

  @Test
  void aJobUnderWayIsAskedForUntilItsFileComes() throws Exception {
    queue.job(2, "success");
    rapi.job(1, "running");
    round();
    assertEquals("1-1", fetcher.status().missing());
    round();
    assertEquals(List.of(1L, 1L, 1L), rapi.asked);
    queue.job(1, "running");
    round();
    assertEquals(List.of(1L, 1L, 1L), rapi.asked);
    assertEquals(0, fetcher.status().missingCount());
  }

  @Test
  void aFileThatComesAfterAllGoesBeforeTheFetchedOne() throws Exception {
    queue.job(2, "success");
    rapi.job(1, "create");
    round();
    assertEquals(1, fetched.count());
    queue.job(1, "success");
    round();
    assertEquals(0, fetched.count());
    assertFalse(Files.exists(fetched.of(UUID).resolve("job-1")));
  }

  @Test
  void aMasterOfAnotherClusterOrNameIsNotListenedTo() throws Exception {
    queue.job(2, "success");
    rapi.job(1, "create");
    rapi.isOf(UUID, "node9.gnt.test");
    round();
    assertTrue(fetcher.status().fault().contains("node9.gnt.test is the master, not node1"));
    rapi.isOf("../../etc", "node1.gnt.test");
    round();
    assertTrue(fetcher.status().fault().contains("its UUID is none"));
    rapi.isOf(UUID, "node1.gnt.test");
    round();
    assertEquals("", fetcher.status().fault());
    assertEquals(1, fetched.count());
  }

  @Test
  void whatWasKeptOfAnotherClusterIsRemoved() throws Exception {
    queue.job(2, "success");
    rapi.job(1, "create");
    rapi.isOf(OTHER, "node1.gnt.test");
    round();
    role = ACTIVE;
    fetcher.tick();
    assertEquals(FetchStatus.NONE, fetcher.status());
    rapi.isOf(UUID, "node1.gnt.test");
    role = PASSIVE;
    round();
    assertFalse(Files.exists(fetched.of(OTHER)));
    assertEquals(Set.of(1L), fetched.ids(UUID));
  }

  @Test
  void aRapiThatCannotBeAskedIsAFaultWhileThatLasts() throws Exception {
    rapi.fails(504);
    queue.job(2, "success");
    rapi.job(1, "create");
    round();
    assertTrue(fetcher.status().fault().contains("504"), fetcher.status().fault());
    rapi.fails(200);
    round();
    assertEquals("", fetcher.status().fault());
    rapi.fails(500);
    queue.job(4, "success");
    round();
    assertEquals("3-3", fetcher.status().missing());
    assertTrue(fetcher.status().fault().contains("500"), fetcher.status().fault());
  }

  @Test
  void aWrongPasswordIsSeenThoughNothingIsMissing() throws Exception {
    Files.writeString(root.resolve("password"), "wrong");
    round();
    assertTrue(fetcher.status().fault().contains("401"), fetcher.status().fault());
  }

  @Test
  void nothingIsFetchedOnceThisNodeIsTheMaster() throws Exception {
    queue.job(2, "success");
    rapi.job(1, "create");
    fetched.close();
    round();
    assertEquals(Set.of(), fetched.ids(UUID));
    role = ACTIVE;
    rapi.asked.clear();
    assertFalse(fetcher.tick());
    assertEquals(FetchStatus.NONE, fetcher.status());
    assertEquals(List.of(), rapi.asked);
  }

  @Test
  void aJobOfNoUseIsNamedAndDoesNotStopTheOthers() throws Exception {
    queue.job(3, "success");
    rapi.says(2, RapiUnderTest.sample("create.answer")); // which is another job
    rapi.job(1, "create");
    round();
    assertEquals(Set.of(1L), fetched.ids(UUID));
    assertEquals("", fetcher.status().fault());
  }

  /** Until it was due, and is done. */
  private void round() {
    await().pollInterval(Duration.ofMillis(5)).until(fetcher::tick);
  }

  private static Mastership.RoleStatus passive(String master) {
    return new Mastership.RoleStatus(Mastership.Role.PASSIVE, master, "");
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Fetcher fetcher() {
    EventdSettings settings =
        SettingsUnderTest.of(
            root, "node2.gnt.test", 0, Optional.of(rapi.settings(root.resolve("password"))));
    RapiClient client = new RapiClient(settings.rapi().orElseThrow(), root, Duration.ofSeconds(5));
    return new Fetcher(settings, client, fetched, Duration.ofMillis(30), () -> role);
  }
}
