package io.synnefo.amqp;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that carry the queue's name and keep no server alive. */
final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "amqp-" + name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
