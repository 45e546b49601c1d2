package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The loops, and their threads. For any thread. */
final class Loops {
  private static final int MOST = 4; // more do not help: the kernel's copying is what takes time

  private final List<Loop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Started; one a processor, up to a few. */
  static Loops start(BufferPool buffers, Thread.UncaughtExceptionHandler defects)
      throws IOException {
    Loops all = new Loops();
    int count = Math.max(1, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
    for (int n = 0; n < count; n++) {
      Loop loop = new Loop(buffers);
      Thread thread = new Thread(loop, "loop " + n);
      thread.setUncaughtExceptionHandler(defects);
      all.loops.add(loop);
      all.threads.add(thread);
    }
    all.threads.forEach(Thread::start);
    return all;
  }

  /** Each in its turn. */
  Loop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** Whether somebody is owed his last words. */
  boolean isLeaving() {
    return loops.stream().anyMatch(loop -> loop.leaving() > 0);
  }

  /** All have ended, or the time has. */
  void stop(Duration patience) throws InterruptedException {
    loops.forEach(Loop::stop);
    for (Thread thread : threads) {
      thread.join(patience.toMillis());
    }
  }
}
