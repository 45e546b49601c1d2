package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ear.faults.ComputeApi.Answer;
import io.synnefo.ganeti.HttpRapiClient;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many requests of one user wait for a Ganeti that hangs. */
class CrowdIT {
  private static final int CROWD = 100;
  private static final int OTHERS = 20;

  /** 192 for requests (server.cli), and what a server has besides. */
  private static final int MOST_THREADS = 300;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** So long that a busy machine, too, has all of them waiting before the first gives up. */
  private static final Duration RAPI_TIMEOUT = Duration.ofSeconds(20);

  private static final SmallCloud CLOUD = SmallCloud.of("crowd").withRapiTimeout(RAPI_TIMEOUT);

  @BeforeAll
  static void aCloudRuns() throws Exception {
    CLOUD.start();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> CLOUD.as("anna").servers().status() == 200);
  }

  @AfterAll
  static void theCloudIsGone() throws Exception {
    CLOUD.stop();
  }

  @Test
  void aHundredCreationsThatWaitForGanetiHoldUpNobodyElseAndNoneIsLeftUnsettled() throws Exception {
    ComputeApi anna = CLOUD.as("anna");
    ComputeApi bert = CLOUD.as("bert");
    CLOUD.ganeti().faults().hang();
    List<CompletableFuture<Answer>> crowd = anna.beginCreations("crowd", CROWD);
    await().atMost(RAPI_TIMEOUT).until(() -> anna.shown().size() == CROWD);
    long allWait = System.nanoTime();
    for (int i = 0; i < OTHERS; i++) {
      assertEquals(200, bert.servers().status());
    }
    long threads = CLOUD.serverThreads();
    assertFalse(
        crowd.stream().anyMatch(CompletableFuture::isDone), "the other user's answers came late");
    assertTrue(threads < MOST_THREADS, () -> threads + " threads");

    long accepted = 0;
    for (CompletableFuture<Answer> each : crowd) {
      Answer answer = each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(Set.of(202, 503).contains(answer.status()), () -> "HTTP " + answer.status());
      Duration took = Duration.ofNanos(answer.nanoTime() - allWait);
      assertTrue(took.compareTo(RAPI_TIMEOUT.plus(SLACK)) < 0, () -> "took " + took);
      accepted += answer.status() == 202 ? 1 : 0;
    }
    CLOUD.ganeti().faults().heal();
    assertSettled(anna, accepted);
  }

  /** Each that was accepted is in ERROR and says why; the others are gone; Ganeti has none. */
  private static void assertSettled(ComputeApi anna, long accepted) throws Exception {
    assertEquals(accepted, anna.shown().size());
    await().atMost(PATIENCE).until(() -> anna.shown().stream().allMatch(CrowdIT::saysWhy));
    assertEquals(accepted, anna.shown().size());
    assertEquals(0, CLOUD.jobs());
    try (HttpRapiClient rapi = new HttpRapiClient(CLOUD.ganeti().env().access(PATIENCE))) {
      assertEquals(List.of(), rapi.instances());
    }
    assertEquals(202, anna.create("after").status());
  }

  private static boolean saysWhy(JsonObject server) {
    return server.getString("status").equals("ERROR") && server.containsKey("fault");
  }
}
