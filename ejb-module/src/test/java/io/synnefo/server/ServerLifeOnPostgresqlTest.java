package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** On PostgreSQL, where several really do it at once. */
class ServerLifeOnPostgresqlTest extends ShapeContract {
  private static final int MANY = 8;
  private static final int ROUNDS = FullCounts.of("walk", "dispatch") ? 500 : 5;
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @Override
  Cloud cloud() {
    return new Cloud(DATABASE);
  }

  @Test
  void anEventDeliveredToManyAtOnceHasItsEffectOnce() throws Exception {
    Cloud cloud = cloud();
    for (int round = 0; round < ROUNDS; round++) {
      cloud.create("web" + round);
      InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
      long history = cloud.count("server_history");
      atOnce(
          () -> {
            cloud.deliver(event);
            return true;
          });
      assertEquals(history + 1, cloud.count("server_history"));
    }
  }

  @Test
  void aDueServerIsClaimedByOneOfMany() throws Exception {
    Cloud cloud = cloud();
    cloud.create("web");
    for (int round = 0; round < ROUNDS; round++) {
      cloud.pass(Duration.ofHours(1));
      long serverId = cloud.dueServers.due(100).get(0).serverId();
      List<Boolean> claims = atOnce(() -> cloud.dueServers.claim(serverId).isPresent());
      assertEquals(1, claims.stream().filter(Boolean::booleanValue).count());
    }
  }

  private static <T> List<T> atOnce(Callable<T> work)
      throws InterruptedException, ExecutionException, TimeoutException {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        futures.add(threads.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
