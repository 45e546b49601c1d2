package io.synnefo.ear.faults;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Faults that come while something else is done, each kind from a thread of its own. */
final class Storm implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Storm.class.getName());
  private static final int LONGEST_MINUTES = 10;
  private static final int LOOK_MILLIS = 50;

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> kinds = new ArrayList<>();
  private final Map<String, Integer> struck = new ConcurrentHashMap<>();

  /** What is done, and healed before this returns. */
  interface Fault {
    void strike() throws Exception;
  }

  /** It comes again and again until the end, and that often in any case. */
  void every(String name, Duration period, int least, Fault fault) {
    kinds.add(
        threads.submit(
            () -> {
              long next = System.nanoTime();
              int count = 0;
              while (true) {
                next += period.toNanos();
                boolean last = over.await(next - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (last && count >= least) {
                  return null;
                }
                strike(name, fault);
                count++;
              }
            }));
  }

  /** It comes once: when that is so, or at the end. */
  void when(String name, BooleanSupplier due, Fault fault) {
    kinds.add(
        threads.submit(
            () -> {
              boolean last = false;
              while (!last && !due.getAsBoolean()) {
                last = over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
              }
              strike(name, fault);
              return null;
            }));
  }

  private void strike(String name, Fault fault) throws Exception {
    LOG.log(Level.INFO, "{0}: begins", name);
    long begin = System.nanoTime();
    fault.strike();
    struck.merge(name, 1, Integer::sum);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    LOG.log(Level.INFO, "{0}: healed after {1}", name, took);
  }

  /**
   * No more faults come and all are healed; how often each came.
   *
   * @throws ExecutionException when one could not be made or healed
   */
  Map<String, Integer> end() throws InterruptedException, ExecutionException, TimeoutException {
    over.countDown();
    for (Future<?> kind : kinds) {
      kind.get(LONGEST_MINUTES, TimeUnit.MINUTES);
    }
    return new TreeMap<>(struck);
  }

  @Override
  public void close() {
    over.countDown();
    threads.shutdownNow();
  }
}
