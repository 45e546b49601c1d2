package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
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
class DutyTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final String OTHER = "00000000-0000-0000-0000-000000000001";
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path root = Path.of("");
  private final Tally tally = new Tally();
  private QueueUnderTest queue;
  private LuxidUnderTest luxid;
  private Spools spools;
  private Duty duty;

  @BeforeEach
  void master() throws Exception {
    queue = new QueueUnderTest(root.resolve("queue"));
    Files.writeString(root.resolve("ssconf_master_node"), "node1.gnt.test\n");
    luxid = new LuxidUnderTest(root.resolve("luxid"), UUID, "node1.gnt.test");
    spools = Spools.open(root, RoutingKeys.ofEvents(List.of("snf")), 64 << 20);
    EventdSettings settings = settings();
    Mastership mastership =
        new Mastership(
            settings.dataDir(),
            settings.nodeName(),
            new Luxid(settings.luxidSocket()),
            settings.clusterUuid(),
            settings.stateDir());
    duty = new Duty(settings, mastership, spools, tally);
  }

  @AfterEach
  void close() throws Exception {
    luxid.close();
    spools.close();
  }

  @Test
  void aTakeOverBeginsWithAScan() throws Exception {
    queue.job(1, "success");
    awaitEvents(1);
    awaitSettled(UUID, "1-1");
  }

  @Test
  void changesBeforeTheTakeOverAreNotTakenInByThemselves() throws Exception {
    luxid.close();
    queue.job(1, "success");
    duty.tick();
    duty.changed(Set.of(1L));
    assertEquals(0, spools.depth());
    luxid = new LuxidUnderTest(root.resolve("luxid"), UUID, "node1.gnt.test");
    awaitEvents(1);
  }

  @Test
  void aFormerMasterTakesNothingInUntilItIsMasterAgain() throws Exception {
    queue.job(1, "success");
    awaitEvents(1);
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    await().atMost(SOON).until(() -> duty.tick() || duty.status().equals(DutyStatus.NONE));
    queue.job(2, "success");
    duty.changed(Set.of(2L));
    assertEquals(1, spools.depth());
    Files.writeString(root.resolve("ssconf_master_node"), "node1.gnt.test\n");
    awaitEvents(2);
  }

  @Test
  void anotherClusterHasAWatermarkOfItsOwn() throws Exception {
    queue.job(1, "success");
    awaitEvents(1);
    luxid.says(LuxidUnderTest.answer("cluster.gnt.test", OTHER, "node1.gnt.test"));
    awaitEvents(2);
    awaitSettled(OTHER, "1-1");
    assertEquals(OTHER + "\n", Files.readString(root.resolve("cluster")));
  }

  @Test
  void whatIsLeftOfADutyIsSaved() throws Exception {
    queue.job(1, "success");
    awaitEvents(1);
    queue.job(2, "success");
    duty.changed(Set.of(2L));
    duty.leave();
    assertTrue(Files.readString(root.resolve(UUID + ".watermark")).startsWith("1-2\n"));
    assertFalse(duty.tick());
  }

  @Test
  void aWatermarkThatCannotBeSavedIsToldWhileItLasts() throws Exception {
    awaitEvents(0);
    Files.createDirectories(root.resolve(UUID + ".watermark.new/in-the-way"));
    queue.job(1, "success");
    duty.changed(Set.of(1L));
    await().atMost(SOON).until(() -> !duty.tick() && duty.fault().contains("not saved"));
    Files.delete(root.resolve(UUID + ".watermark.new/in-the-way"));
    await().atMost(SOON).until(() -> !duty.tick() && duty.fault().isEmpty());
  }

  @Test
  void aFormerMasterHasNoBadFilesAnyMore() throws Exception {
    queue.text(1, "no job");
    await().atMost(SOON).until(() -> !duty.tick() && tally.badFiles() == 1);
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    await().atMost(SOON).until(() -> duty.tick() || duty.status().equals(DutyStatus.NONE));
    assertEquals(0, tally.badFiles());
  }

  @Test
  void aWatermarkThatCannotBeReadIsLoggedOnceAndToldWhileItLasts() throws Exception {
    Path watermark = Files.createDirectories(root.resolve(UUID + ".watermark"));
    try (LogUnderTest log = new LogUnderTest()) {
      await().atMost(SOON).until(() -> !duty.tick() && luxid.asked() >= 3);
      assertEquals(1, log.count("the watermark cannot be read"));
      assertTrue(duty.fault().contains("the watermark cannot be read"), duty.fault());
    }
    Files.delete(watermark);
    queue.job(1, "success");
    awaitEvents(1);
    assertEquals("", duty.fault());
  }

  @Test
  void aFaultOfTheMasterIsNoneOfAFormerOne() throws Exception {
    Files.createDirectories(root.resolve(UUID + ".watermark"));
    await().atMost(SOON).until(() -> !duty.tick() && !duty.fault().isEmpty());
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    await().atMost(SOON).until(() -> !duty.tick() && duty.fault().isEmpty());
  }

  @Test
  void whatWasFetchedIsTakenOverOnceAndKeptNoLonger() throws Exception {
    FetchedJobs fetched = duty.fetched();
    assertTrue(fetched.keep(UUID, 1, QueueUnderTest.text(1, "success", "snf-1")));
    assertTrue(fetched.keep(OTHER, 2, QueueUnderTest.text(2, "success", "snf-2")));
    queue.job(3, "success");
    awaitEvents(2);
    assertFalse(fetched.keep(UUID, 2, QueueUnderTest.text(2, "success", "snf-2")));
    awaitSettled(UUID, "1-1\n3-3\nmissing 2-2");
    await().atMost(SOON).until(() -> !duty.tick() && fetched.count() == 0);
    assertEquals(Set.of(), fetched.ids(UUID));
    assertEquals(Set.of(2L), fetched.ids(OTHER));
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    await().atMost(SOON).until(() -> duty.tick() || duty.status().equals(DutyStatus.NONE));
    assertTrue(fetched.keep(UUID, 2, QueueUnderTest.text(2, "success", "snf-2")));
  }

  private void awaitEvents(int count) {
    await()
        .atMost(SOON)
        .until(
            () -> !duty.tick() && spools.depth() == count && Files.exists(root.resolve("cluster")));
  }

  private void awaitSettled(String cluster, String jobs) {
    Path file = root.resolve(cluster + ".watermark");
    await()
        .atMost(SOON)
        .until(
            () ->
                !duty.tick()
                    && Files.exists(file)
                    && Files.readString(file).startsWith(jobs + "\n"));
  }

  private EventdSettings settings() {
    return SettingsUnderTest.of(root, "node1.gnt.test", 100_000, Optional.empty());
  }
}
