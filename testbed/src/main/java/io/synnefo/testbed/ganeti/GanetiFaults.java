package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is wrong with a FakeGaneti's RAPI. One fault at a time; it holds for every request until the
 * next one or {@link #heal()}, which also lets go of requests that wait.
 */
public final class GanetiFaults {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private enum Kind {
    NONE,
    HANG,
    HOLD_REPLIES,
    REFUSE,
    LUXID_DOWN,
    DROP_REQUESTS,
    DROP_REPLIES
  }

  private record Fault(Kind kind, RapiError error, Duration delay, CountDownLatch healed) {}

  private volatile Fault fault = none();
  private final AtomicInteger requests = new AtomicInteger();

  private static Fault none() {
    return new Fault(Kind.NONE, new RapiError(500, ""), Duration.ZERO, new CountDownLatch(0));
  }

  /** All is well again; requests held go on, those that hang are dropped. */
  public void heal() {
    replace(none());
  }

  /** Requests are taken and neither worked on nor answered. */
  public void hang() {
    set(Kind.HANG, new RapiError(500, ""), LONGEST);
  }

  /** Requests are worked on; their answers wait. */
  public void holdReplies() {
    set(Kind.HOLD_REPLIES, new RapiError(500, ""), LONGEST);
  }

  /** Requests are answered so, without work. */
  public void refuse(int status, String message) {
    set(Kind.REFUSE, new RapiError(status, message), Duration.ZERO);
  }

  /** As when luxid is stopped: RAPI waits that long (30 s in Ganeti), then answers 504. */
  public void luxidDown(Duration delay) {
    set(Kind.LUXID_DOWN, new RapiError(504, "Gateway Timeout"), delay);
  }

  /** Connections break before any work. */
  public void dropRequests() {
    set(Kind.DROP_REQUESTS, new RapiError(500, ""), Duration.ZERO);
  }

  /** Connections break after the work, without an answer. */
  public void dropReplies() {
    set(Kind.DROP_REPLIES, new RapiError(500, ""), Duration.ZERO);
  }

  /** How many requests have come in so far. */
  public int requests() {
    return requests.get();
  }

  private void set(Kind kind, RapiError error, Duration delay) {
    replace(new Fault(kind, error, delay, new CountDownLatch(1)));
  }

  private synchronized void replace(Fault next) {
    Fault previous = fault;
    fault = next;
    previous.healed().countDown();
  }

  void beforeWork() throws IOException {
    requests.incrementAndGet();
    Fault now = fault;
    switch (now.kind()) {
      case HANG -> {
        boolean healed = waitFor(now);
        throw new IOException(healed ? "was hanging" : "hung too long");
      }
      case LUXID_DOWN -> {
        if (!waitFor(now)) {
          throw now.error();
        }
      }
      case REFUSE -> throw now.error();
      case DROP_REQUESTS -> throw new IOException("dropped");
      default -> {}
    }
  }

  void beforeReply() throws IOException {
    Fault now = fault;
    switch (now.kind()) {
      case HOLD_REPLIES -> {
        if (!waitFor(now)) {
          throw new IOException("held too long");
        }
      }
      case DROP_REPLIES -> throw new IOException("dropped");
      default -> {}
    }
  }

  private static boolean waitFor(Fault fault) throws IOException {
    try {
      return fault.healed().await(fault.delay().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
