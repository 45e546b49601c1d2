package io.synnefo.vncauthproxy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what takes a while and so is nothing for a loop. For any thread. */
final class Workers {
  private static final int REST_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  /** So many threads, and so much work that waits for them. */
  Workers(String name, int count, int waiting) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            REST_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Whether the work will be done; false when too much waits already. */
  boolean take(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  void stop() {
    threads.shutdownNow();
  }
}
