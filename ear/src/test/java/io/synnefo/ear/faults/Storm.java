package io.synnefo.ear.faults;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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

  private final long began = System.nanoTime();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> kinds = new ArrayList<>();
  private final Map<String, Strikes> struck = new ConcurrentHashMap<>();

  /** What is done, and healed before this returns. */
  interface Fault {
    void strike() throws Exception;
  }

  /**
   * Of one kind of fault.
   *
   * @param held by how much they took longer to heal than a period, all together
   */
  record Strikes(int times, Duration held) {
    private Strikes and(Strikes more) {
      return new Strikes(times + more.times, held.plus(more.held));
    }

    /**
     * Whether it came once each period while so much time went by, and once in any case. What takes
     * longer than a period to heal keeps the next one waiting: that time does not count. Nor does
     * the period that the end cuts short.
     */
    boolean cameEach(Duration period, Duration time) {
      return times >= Math.max(1, time.minus(held).dividedBy(period) - 1);
    }
  }

  /**
   * It comes once each period until the end. Where the one before is not healed then, it comes as
   * soon as that is, and those that are overdue follow it so.
   */
  void every(String name, Duration period, Fault fault) {
    start(
        () -> {
          long next = began + period.toNanos();
          while (!over.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            Duration took = strike(name, fault);
            if (took.compareTo(period) > 0) {
              count(name, new Strikes(0, took.minus(period)));
            }
            next += period.toNanos();
          }
        });
  }

  /** It comes once: when that is so, or at the end. */
  void when(String name, BooleanSupplier due, Fault fault) {
    start(
        () -> {
          boolean last = false;
          while (!last && !due.getAsBoolean()) {
            last = over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          }
          strike(name, fault);
        });
  }

  private void start(Fault toDo) {
    Callable<Void> task =
        () -> {
          toDo.strike();
          return null;
        };
    kinds.add(threads.submit(task));
  }

  /** How long it took to heal. */
  private Duration strike(String name, Fault fault) throws Exception {
    LOG.log(Level.INFO, "{0}: begins", name);
    long begin = System.nanoTime();
    fault.strike();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    count(name, new Strikes(1, Duration.ZERO));
    LOG.log(Level.INFO, "{0}: healed after {1}", name, took);
    return took;
  }

  private void count(String name, Strikes more) {
    struck.merge(name, more, Strikes::and);
  }

  /** Since it began. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * No more faults come and all are healed; what came of each.
   *
   * @throws IllegalStateException when one could not be made or healed in time, with those of other
   *     kinds that could not either: one is often the other's cause
   */
  Map<String, Strikes> end() throws InterruptedException {
    over.countDown();
    IllegalStateException failed = new IllegalStateException("not all faults were made and healed");
    for (Future<?> kind : kinds) {
      try {
        kind.get(LONGEST_MINUTES, TimeUnit.MINUTES);
      } catch (ExecutionException | TimeoutException e) {
        failed.addSuppressed(e);
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
    return new TreeMap<>(struck);
  }

  @Override
  public void close() {
    over.countDown();
    threads.shutdownNow();
  }
}
