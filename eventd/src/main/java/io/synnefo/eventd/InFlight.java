package io.synnefo.eventd;

import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The messages of one channel that the broker has not answered yet. */
final class InFlight implements ConfirmListener, ReturnCallback {
  private final Consumer<Sent> confirmed;
  private final TreeMap<Long, Sent> sent = new TreeMap<>();
  private final Set<String> returned = new HashSet<>();
  private int refused;
  private String reason = "";
  private long progressAt = System.nanoTime();

  /**
   * What is remembered of a message; its text is in the spool.
   *
   * @param number in the spool; 0 for a probe
   * @param published when it was handed to the broker
   */
  record Sent(
      long number, String id, String subject, boolean ends, Instant at, Instant published) {}

  InFlight(Consumer<Sent> confirmed) {
    this.confirmed = confirmed;
  }

  /** Notes the message; to be called before it is written, since its confirm may be fast. */
  synchronized void sending(long sequence, Sent message) {
    if (sent.isEmpty()) {
      progressAt = System.nanoTime();
    }
    sent.put(sequence, message);
  }

  /** Whether there are fewer than that; waits a little for it. */
  synchronized boolean awaitFewerThan(int limit, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime();
        sent.size() >= limit && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return sent.size() < limit;
  }

  synchronized int size() {
    return sent.size();
  }

  /** How long the oldest unanswered message has seen no answer at all; 0 if there is none. */
  synchronized long stalledNanos() {
    return sent.isEmpty() ? 0 : System.nanoTime() - progressAt;
  }

  /** How many messages the broker did not take since this was asked last. */
  synchronized int takeRefused() {
    int count = refused;
    refused = 0;
    return count;
  }

  /** Why the broker did not take the last message that it did not take. */
  synchronized String reason() {
    return reason;
  }

  @Override
  public synchronized void handleAck(long sequence, boolean multiple) {
    settle(sequence, multiple, true);
  }

  @Override
  public synchronized void handleNack(long sequence, boolean multiple) {
    reason = "the broker refuses messages (queue full, or no majority of its nodes?)";
    settle(sequence, multiple, false);
  }

  /** Comes before the confirm of the same message, which is positive all the same. */
  @Override
  public synchronized void handle(Return message) {
    reason =
        "no queue is bound to exchange "
            + message.getExchange()
            + " with key "
            + message.getRoutingKey()
            + " ("
            + message.getReplyCode()
            + ")";
    returned.add(String.valueOf(message.getProperties().getMessageId()));
  }

  private void settle(long sequence, boolean multiple, boolean taken) {
    SortedMap<Long, Sent> answered =
        multiple ? sent.headMap(sequence + 1) : sent.subMap(sequence, sequence + 1);
    for (Sent message : answered.values()) {
      boolean unroutable = returned.remove(message.id());
      if (taken && !unroutable) {
        confirmed.accept(message);
      } else {
        refused++;
      }
    }
    answered.clear();
    progressAt = System.nanoTime();
    notifyAll();
  }
}
