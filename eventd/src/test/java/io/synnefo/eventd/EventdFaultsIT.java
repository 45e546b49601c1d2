package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.GetResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What befalls the packaged daemon is told clearly, and nothing is lost once the cause is gone. */
@Timeout(180)
class EventdFaultsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final BrokerUnderTest broker = new BrokerUnderTest();
  private final Map<String, String> arrived = new HashMap<>();
  private DaemonUnderTest daemon;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    Path work = Files.createDirectories(Path.of(BrokerUnderTest.property("synnefo.eventd.work")));
    String name = test.getTestMethod().orElseThrow().getName();
    daemon = new DaemonUnderTest(Files.createTempDirectory(work, name + "-"), broker);
  }

  @AfterEach
  void clean() throws Exception {
    daemon.close();
    broker.remove();
  }

  @Test
  void aFullSpoolStopsTheReadingAndEverythingArrivesOnceThereIsRoom() throws Exception {
    broker.declareExchange();
    daemon.set("spool-max-mib", "1");
    daemon.start();
    jobs(1, 2500);
    daemon.awaitLog("the spool is full; reading stops");
    assertTrue(daemon.ask(5, "--status").contains("the spool is full"));
    broker.bindQueue();
    awaitJobs(2500);
    daemon.awaitLog("the spool takes events again");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertTrue(daemon.ask(0, "--status").contains("well")));
  }

  /** A limit on the size of its files does to it what a full disk does. */
  @Test
  void aDiskThatTakesNoMoreStopsTheReadingAndEverythingArrivesOnceItDoes() throws Exception {
    broker.declareExchange();
    daemon.start();
    daemon.awaitLog("active: this node");
    limitFiles("65536");
    jobs(1, 500);
    daemon.awaitLog("the spool cannot be written");
    assertTrue(daemon.ask(5, "--status").contains("the spool cannot be written"));
    limitFiles("unlimited");
    daemon.awaitLog("the spool takes events again");
    broker.bindQueue();
    awaitJobs(500);
  }

  @Test
  void anExchangeThatIsNotThereIsNamedAndTheDaemonGoesOnOnceItIs() throws Exception {
    daemon.start();
    jobs(1, 3);
    daemon.awaitLog("no exchange '" + broker.exchange + "'");
    broker.declareExchange();
    broker.bindQueue();
    awaitJobs(3);
  }

  @Test
  void theNextBrokerOfTheListIsTakenWhenOneDoesNotAnswer() throws Exception {
    broker.declareExchange();
    broker.bindQueue();
    String uri = BrokerUnderTest.property("synnefo.test.amqp.uri");
    daemon.set("amqp.uris", "amqp://127.0.0.1:1, " + uri);
    daemon.start();
    jobs(1, 3);
    awaitJobs(3);
  }

  @Test
  void aLuxidThatHangsMakesTheDaemonWaitAndNotForget() throws Exception {
    broker.declareExchange();
    broker.bindQueue();
    daemon.start();
    jobs(1, 1);
    awaitJobs(1);
    daemon.luxidSays("");
    daemon.awaitLog("luxid does not confirm it: no answer in time");
    jobs(2, 3);
    assertTrue(daemon.ask(5, "--status").contains("DOUBTFUL"));
    daemon.luxidSays(
        LuxidUnderTest.answer("cluster.gnt.test", DaemonUnderTest.UUID, "node1.gnt.test"));
    awaitJobs(3);
  }

  @Test
  void killedAgainAndAgainItLosesNothingAndSendsOnlyTheSameAgain() throws Exception {
    broker.declareExchange();
    broker.bindQueue();
    for (int round = 0; round < 5; round++) {
      daemon.start();
      jobs(round * 200 + 1, round * 200 + 200);
      awaitAtLeast(round * 200 + 20); // somewhere in the middle
      daemon.kill();
    }
    daemon.start();
    awaitJobs(1000);
  }

  @Test
  void filesThatCannotBeUsedAreNamedAndDoNoHarm() throws Exception {
    broker.declareExchange();
    broker.bindQueue();
    Files.createDirectory(daemon.queue.resolve("job-1"));
    daemon.jobs.text(2, "{\"id\": 2, \"ops\": [");
    daemon.jobs.text(3, "");
    Files.write(daemon.queue.resolve("job-4"), new byte[JobFile.MAX_BYTES + 1]);
    daemon.jobs.text(5, QueueUnderTest.text(6, "success", "snf-5"));
    daemon.start();
    daemon.awaitLog("job-4 is larger than 8388608 bytes");
    daemon.awaitLog("job-5 holds job 6");
    jobs(7, 8);
    awaitAtLeast(2);
    String told = daemon.ask(5, "--status");
    assertTrue(told.contains("5 job files cannot be used"), told);
    jobs(2, 5);
    await().atMost(SOON).untilAsserted(() -> assertEquals(6, collect()));
  }

  private void limitFiles(String bytes) throws Exception {
    Process limit =
        new ProcessBuilder("prlimit", "--pid", "" + daemon.pid(), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertTrue(limit.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, limit.exitValue());
  }

  private void jobs(int first, int last) throws Exception {
    for (int job = first; job <= last; job++) {
      daemon.job(job, "success");
    }
  }

  private void awaitAtLeast(int count) {
    await().atMost(SOON).until(() -> collect() >= count);
  }

  /** Jobs 1 to that one have arrived, each of its messages under one id and with one text. */
  private void awaitJobs(int last) {
    Set<String> expected = new TreeSet<>();
    for (int job = 1; job <= last; job++) {
      expected.add(DaemonUnderTest.UUID + ":" + job + ":0:success");
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              collect();
              assertEquals(expected, new TreeSet<>(arrived.keySet()));
            });
  }

  private int collect() throws Exception {
    for (GetResponse message : broker.drain()) {
      String id = message.getProps().getMessageId();
      String text = new String(message.getBody(), UTF_8);
      String before = arrived.put(id, text);
      assertTrue(before == null || before.equals(text), id + " has two texts");
    }
    return arrived.size();
  }
}
