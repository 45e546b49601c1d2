package io.synnefo.testbed.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Lists the own servers, one request after the other, and sees how long that takes. */
final class OtherUser {
  private static final int WARM_UP = 500;
  private static final int LOOK_EVERY = 10;

  private final ApiClient api;
  private final long server;
  private final Samples resting = new Samples();
  private final Samples hanging = new Samples();
  private int restingThreads;
  private int mostThreads;

  /** The server process is that one. */
  OtherUser(ApiClient api, long server) {
    this.api = api;
    this.server = server;
  }

  /** So many requests are measured while nothing else happens, after some that do not count. */
  void rest(int count) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      api.list();
    }
    for (int i = 0; i < count; i++) {
      one(resting);
    }
    restingThreads = Machine.threads(server);
  }

  /** Requests are measured as long as that holds. */
  void watch(BooleanSupplier condition) throws IOException, InterruptedException {
    for (int i = 0; condition.getAsBoolean(); i++) {
      one(hanging);
      if (i % LOOK_EVERY == 0) {
        mostThreads = Math.max(mostThreads, Machine.threads(server));
      }
    }
  }

  private void one(Samples samples) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    api.list();
    samples.add(Duration.ofNanos(System.nanoTime() - begin));
  }

  /** How many requests the figures rest on. */
  String told() {
    return "of /servers/detail, another user's: "
        + resting.count()
        + " at rest, "
        + hanging.count()
        + " from the first creation's begin to the last one's answer";
  }

  List<Figure> figures() {
    double rest = resting.percentile(99);
    double hang = hanging.percentile(99);
    return List.of(
        Figure.reference(
            "hang.rest.p50", "list of servers at rest, p50", resting.percentile(50), "ms"),
        Figure.reference("hang.rest.p99", "list of servers at rest, p99", rest, "ms"),
        Figure.reference(
            "hang.p50", "list of servers while RAPI hangs, p50", hanging.percentile(50), "ms"),
        Figure.reference("hang.p99", "list of servers while RAPI hangs, p99", hang, "ms"),
        new Figure("hang.ratio", "  p99 beside p99 at rest", hang / rest, "times", "<= 2"),
        Figure.reference("hang.max", "  the slowest of them", hanging.percentile(100), "ms"),
        Figure.reference("hang.threads.rest", "threads of WildFly at rest", restingThreads, ""),
        new Figure("hang.threads.most", "threads of WildFly at most", mostThreads, "", "<= 300"));
  }
}
