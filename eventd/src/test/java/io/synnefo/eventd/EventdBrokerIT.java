package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.InstanceEventCodec;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The packaged daemon against a real broker, see {@link BrokerUnderTest}. */
@Timeout(180)
class EventdBrokerIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private Path root = Path.of("");
  private final BrokerUnderTest broker = new BrokerUnderTest();
  private final List<InstanceEvent> arrived = new ArrayList<>();
  private DaemonUnderTest daemon;

  @BeforeEach
  void declare(TestInfo test) throws Exception {
    // kept, so that a failure can be read from the daemon's log
    Path work = Files.createDirectories(Path.of(BrokerUnderTest.property("synnefo.eventd.work")));
    root = Files.createTempDirectory(work, test.getTestMethod().orElseThrow().getName() + "-");
    broker.declareExchange();
    daemon = new DaemonUnderTest(root, broker);
  }

  @AfterEach
  void clean() throws Exception {
    daemon.close();
    broker.remove();
  }

  @Test
  void aRenamedJobFileIsAConfirmedMessage() throws Exception {
    broker.bindQueue();
    daemon.start();
    daemon.awaitLog("watching");
    daemon.awaitLog("active: this node");
    daemon.job(5, "queued");
    awaitEvents(1);
    daemon.job(5, "queued"); // as Ganeti does, three times
    daemon.job(5, "success");
    List<GetResponse> messages = new ArrayList<>();
    await().atMost(SOON).until(() -> messages.addAll(broker.drain()));
    assertEquals(1, messages.size());
    GetResponse message = messages.get(0);
    assertEquals(DaemonUnderTest.UUID + ":5:0:success", message.getProps().getMessageId());
    assertEquals("application/json", message.getProps().getContentType());
    assertEquals(2, message.getProps().getDeliveryMode());
    assertEquals("ganeti.snf.event.op", message.getEnvelope().getRoutingKey());
    InstanceEvent event = InstanceEventCodec.decode(message.getBody());
    assertEquals("snf-5", event.instance());
    assertEquals(JobStatus.SUCCESS, event.status());
    await().atMost(SOON).until(() -> daemon.watermark().equals("5-5\n"));
    daemon.awaitLog("confirmed " + event.eventId() + " of snf-5, published 20");
  }

  @Test
  void aBrokerKilledInTheMiddleOf200JobFilesLosesNoEvent() throws Exception {
    broker.bindQueue();
    daemon.start();
    daemon.job(1, "success");
    // a quorum queue younger than half a second does not survive a kill: the broker's own limit
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-1\n"));
    awaitIds(ids(1, 1, "success"));
    for (int job = 2; job <= 200; job++) {
      daemon.job(job, "queued");
      if (job == 100) {
        BrokerUnderTest.script("kill");
      }
      daemon.job(job, "success");
    }
    daemon.awaitLog("trying again");
    BrokerUnderTest.script("start");
    awaitIds(ids(1, 200, "success"));
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-200\n"));
    assertEqualIdsAreEqualEvents();
  }

  @Test
  void aRestartPublishesWhatWasMissedAndNothingElse() throws Exception {
    broker.bindQueue();
    daemon.job(1, "success");
    daemon.job(2, "running");
    daemon.start();
    awaitEvents(2);
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-1\n"));
    assertEquals(0, daemon.terminate());
    daemon.job(2, "success");
    daemon.job(3, "success");
    daemon.start();
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-3\n"));
    collect();
    assertEquals(
        Set.of(id(1, "success"), id(2, "success"), id(3, "success")), idsArrived("success"));
    assertEquals(4, arrived.size());
  }

  @Test
  void whatNoQueueTakesIsAnErrorLineAndArrivesOnceOneIsBound() throws Exception {
    daemon.start();
    daemon.job(1, "success");
    daemon.awaitLog("no queue is bound to exchange " + broker.exchange);
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-1\n"));
    String told = daemon.ask(5, "--status", "--json");
    assertTrue(told.contains("no queue is bound to exchange " + broker.exchange), told);
    assertTrue(told.contains("\"spooled\":1,"), told);
    broker.bindQueue();
    awaitEvents(1);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertTrue(daemon.ask(0, "--status").contains("1 confirmed")));
  }

  @Test
  void eachKeyThatNoQueueTakesIsNamedThoughNoJobHasRun() throws Exception {
    broker.bindQueue(RoutingKeys.instanceEvent("snf"));
    daemon.start();
    String fault = "no queue is bound to exchange " + broker.exchange + " with key ";
    for (String key : List.of(RoutingKeys.network("snf"), RoutingKeys.CLUSTER)) {
      daemon.awaitLog(fault + key + " ");
      assertTrue(daemon.ask(5, "--status").contains(fault + key + " "), key);
    }
    assertFalse(daemon.logText().contains(fault + RoutingKeys.instanceEvent("snf")));
    broker.bindQueue();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertTrue(daemon.ask(0, "--status").contains("well")));
  }

  @Test
  void sigtermEndsItWithin5SecondsAndWhatWasNotConfirmedArrivesAfterTheNextStart()
      throws Exception {
    broker.bindQueue();
    daemon.start();
    daemon.awaitLog("connected to");
    for (int job = 1; job <= 1500; job++) {
      daemon.job(job, "success");
    }
    assertEquals(0, daemon.terminate());
    assertFalse(Files.exists(root.resolve("pid")));
    daemon.start();
    awaitIds(ids(1, 1500, "success"));
    await().atMost(SOON).until(() -> daemon.watermark().equals("1-1500\n"));
    assertEqualIdsAreEqualEvents();
  }

  @Test
  void sigtermWithoutABrokerEndsItAsSoon() throws Exception {
    daemon.start();
    for (int job = 1; job <= 1500; job++) {
      daemon.job(job, "success");
    }
    daemon.awaitLog("no queue is bound");
    assertEquals(0, daemon.terminate());
    daemon.awaitLog("events stay in the spool");
    daemon.start();
    broker.bindQueue();
    awaitIds(ids(1, 1500, "success"));
  }

  @Test
  void refusedCredentialsAreAClearLineAndARightPasswordNeedsNoRestart() throws Exception {
    broker.bindQueue();
    String right = Files.readString(daemon.password);
    Files.writeString(daemon.password, "wrong-pass");
    daemon.start();
    daemon.job(1, "success");
    daemon.awaitLog("refuses the credentials of user");
    Files.writeString(daemon.password, right);
    awaitEvents(1);
    assertFalse(daemon.logText().contains("wrong-pass"));
    assertFalse(daemon.logText().contains(right.strip()));
  }

  @Test
  void aNodeThatIsNotTheMasterIsSilentUntilItBecomesIt() throws Exception {
    broker.bindQueue();
    daemon.master("node2.gnt.test");
    daemon.start();
    daemon.awaitLog("not active");
    daemon.awaitLog("connected to");
    daemon.job(1, "success");
    daemon.master("node1.gnt.test");
    daemon.awaitLog(" active: this node");
    awaitEvents(1);
    assertEquals(id(1, "success"), arrived.get(0).eventId());
  }

  @Test
  void aQueueDirectoryThatIsReplacedIsReadAnew() throws Exception {
    broker.bindQueue();
    daemon.start();
    daemon.awaitLog("watching");
    Files.move(daemon.queue, root.resolve("queue.old"));
    daemon.awaitLog("cannot be read, will try on");
    Files.createDirectory(daemon.queue);
    Files.write(daemon.queue.resolve("job-7"), new byte[0]);
    daemon.job(8, "success");
    awaitEvents(1);
    daemon.awaitLog("job-7 is empty");
    daemon.job(9, "success");
    awaitEvents(2);
  }

  @Test
  void aFormerMasterIsSilentThoughItsFileStillNamesIt() throws Exception {
    broker.bindQueue();
    daemon.stopLuxid();
    daemon.start();
    daemon.awaitLog("luxid does not confirm it");
    daemon.job(1, "success");
    daemon.awaitLog("connected to");
    assertTrue(daemon.ask(5, "--status", "--json").contains("\"role\":\"DOUBTFUL\""));
    assertEquals("", daemon.watermark());
    daemon.startLuxid();
    awaitEvents(1);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertTrue(daemon.ask(0, "--status").contains("ACTIVE")));
  }

  @Test
  void theLogMayBeAJsonObjectALine() throws Exception {
    broker.bindQueue();
    daemon.set("log-format", "json");
    daemon.jobs.text(1, "");
    daemon.start();
    daemon.job(2, "success");
    daemon.awaitLog("\"message\":\"confirmed %s of snf-2, published ".formatted(id(2, "success")));
    daemon.awaitLog("\"job\":2,\"event\":\"" + id(2, "success") + "\"}");
    daemon.awaitLog("\"job\":1}");
    for (String line : daemon.logText().lines().toList()) {
      assertTrue(line.startsWith("{\"time\":\"") && line.endsWith("}"), line);
    }
  }

  @Test
  void aSecondDaemonOfTheSameStateIsRefused() throws Exception {
    broker.bindQueue();
    daemon.start();
    daemon.awaitLog("watching");
    assertTrue(daemon.ask(4).contains("already running"));
  }

  @Test
  void theRunningDaemonIsAskedAndSwitched() throws Exception {
    broker.bindQueue();
    assertTrue(daemon.ask(6, "--status").contains("no daemon answers"));
    daemon.start();
    daemon.job(1, "success");
    awaitEvents(1);
    String table = daemon.ask(0, "--status");
    assertTrue(table.contains(id(1, "success")), table);
    String metrics = daemon.ask(0, "--metrics");
    assertTrue(metrics.contains("synnefo_eventd_active 1\n"), metrics);
    assertTrue(metrics.contains("synnefo_eventd_confirmed_total{key=\"ganeti.snf.event.op\"} 1\n"));
    assertFalse(daemon.logText().contains("DEBUG"));
    daemon.ask(0, "--log-level", "debug");
    daemon.job(2, "success");
    daemon.awaitLog("read " + id(2, "success"));
    daemon.ask(0, "--log-level", "info");
  }

  private void awaitEvents(int count) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              collect();
              return arrived.size() >= count;
            });
    assertEquals(count, arrived.size());
  }

  private void collect() throws Exception {
    for (GetResponse message : broker.drain()) {
      arrived.add(decoded(message));
    }
  }

  private static InstanceEvent decoded(GetResponse message) throws MalformedMessageException {
    return InstanceEventCodec.decode(message.getBody());
  }

  private void awaitIds(Set<String> expected) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              collect();
              assertEquals(expected, idsArrived("success"));
            });
  }

  private Set<String> idsArrived(String status) {
    Set<String> ids = new TreeSet<>();
    for (InstanceEvent event : arrived) {
      if (event.status().word().equals(status)) {
        ids.add(String.valueOf(event.eventId()));
      }
    }
    return ids;
  }

  private void assertEqualIdsAreEqualEvents() {
    for (InstanceEvent event : arrived) {
      for (InstanceEvent other : arrived) {
        assertTrue(!String.valueOf(event.eventId()).equals(other.eventId()) || event.equals(other));
      }
    }
  }

  private static Set<String> ids(int from, int to, String status) {
    Set<String> ids = new TreeSet<>();
    for (int job = from; job <= to; job++) {
      ids.add(id(job, status));
    }
    return ids;
  }

  private static String id(int job, String status) {
    return DaemonUnderTest.UUID + ":" + job + ":0:" + status;
  }
}
