package io.synnefo.amqp;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What one consumer has done and how it is; shown through {@link ConsumerMXBean}. */
final class ConsumerFigures implements ConsumerMXBean {
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong deadLettered = new AtomicLong();
  private final AtomicInteger held = new AtomicInteger();
  private volatile String state = "waiting for the application";
  private volatile String whenConnected = "connected";
  private volatile boolean connected;

  void connected(String how) {
    connected = true;
    whenConnected = how;
    state = how;
  }

  void disconnected(String why) {
    connected = false;
    state = why;
  }

  void done() {
    done.incrementAndGet();
  }

  void retried() {
    retried.incrementAndGet();
  }

  void deadLettered() {
    deadLettered.incrementAndGet();
  }

  void held(String why) {
    held.incrementAndGet();
    state = "messages kept: " + why;
  }

  void released() {
    if (held.decrementAndGet() <= 0) {
      held.set(0);
      state = connected ? whenConnected : state;
    }
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public String getState() {
    return state;
  }

  @Override
  public long getDone() {
    return done.get();
  }

  @Override
  public long getRetried() {
    return retried.get();
  }

  @Override
  public long getDeadLettered() {
    return deadLettered.get();
  }

  @Override
  public int getHeld() {
    return held.get();
  }
}
