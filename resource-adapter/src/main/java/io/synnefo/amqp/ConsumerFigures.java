package io.synnefo.amqp;

import io.synnefo.wire.queue.ConsumerMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What one consumer has done and how it is; shown through {@link ConsumerMXBean}. */
final class ConsumerFigures implements ConsumerMXBean {
  private final int sessions;
  private final LongSupplier nanos;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong redelivered = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong rolledBack = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong deadLettered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();
  private volatile String state = "waiting for the application";
  private String whenConnected = "connected";
  private IntSupplier live = () -> 0;
  private boolean connected;
  private boolean everConnected;
  private int held;
  private int waiting;
  private boolean silent = true;
  private long silentSince;

  /**
   * Nothing has been done.
   *
   * @param sessions messages that are to be handled at a time; 0 if they are kept
   * @param nanos a clock that only goes forward
   */
  ConsumerFigures(int sessions, LongSupplier nanos) {
    this.sessions = sessions;
    this.nanos = nanos;
    this.silentSince = nanos.getAsLong();
  }

  /**
   * Messages can come.
   *
   * @param live how many sessions they can come to, asked whenever somebody wants to know
   */
  synchronized void connected(String how, IntSupplier live) {
    connected = true;
    this.live = live;
    everConnected = true;
    whenConnected = how;
    state = how;
    watchSilence();
  }

  synchronized void disconnected(String why) {
    connected = false;
    state = why;
    watchSilence();
  }

  void delivered(boolean again) {
    delivered.incrementAndGet();
    if (again) {
      redelivered.incrementAndGet();
    }
  }

  void done() {
    done.incrementAndGet();
  }

  void rolledBack() {
    rolledBack.incrementAndGet();
  }

  void retried() {
    retried.incrementAndGet();
  }

  void deadLettered(boolean atFirstSight) {
    deadLettered.incrementAndGet();
    if (atFirstSight) {
      refused.incrementAndGet();
    }
  }

  /**
   * A message is kept.
   *
   * @param still whether it was already, and was tried in vain
   */
  synchronized void held(String why, boolean still) {
    pauses.incrementAndGet();
    held += still ? 0 : 1;
    state = "messages kept: " + why;
    watchSilence();
  }

  synchronized void released() {
    held--;
    if (held == 0 && connected) {
      state = whenConnected;
    }
    watchSilence();
  }

  /** A message failed, and its session waits before it comes again. */
  synchronized void waits() {
    waiting++;
    watchSilence();
  }

  synchronized void waited() {
    waiting--;
    watchSilence();
  }

  private void watchSilence() {
    boolean now = consuming() == 0;
    if (now && !silent) {
      silentSince = nanos.getAsLong();
    }
    silent = now;
  }

  private int consuming() {
    return connected ? Math.max(0, Math.min(sessions, live.getAsInt()) - held - waiting) : 0;
  }

  @Override
  public synchronized boolean isConnected() {
    return connected;
  }

  @Override
  public synchronized boolean isEverConnected() {
    return everConnected;
  }

  @Override
  public synchronized String getState() {
    boolean allWait = connected && held == 0 && waiting > 0 && consuming() == 0;
    return allWait ? "all sessions wait before messages that failed are tried again" : state;
  }

  @Override
  public int getSessions() {
    return sessions;
  }

  @Override
  public synchronized int getConsuming() {
    return consuming();
  }

  @Override
  public synchronized long getSilentSeconds() {
    return sessions == 0 || !silent
        ? 0
        : TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - silentSince);
  }

  @Override
  public long getDelivered() {
    return delivered.get();
  }

  @Override
  public long getRedelivered() {
    return redelivered.get();
  }

  @Override
  public long getDone() {
    return done.get();
  }

  @Override
  public long getRolledBack() {
    return rolledBack.get();
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
  public long getRefused() {
    return refused.get();
  }

  @Override
  public synchronized int getHeld() {
    return held;
  }

  @Override
  public synchronized int getWaiting() {
    return waiting;
  }

  @Override
  public long getPauses() {
    return pauses.get();
  }
}
