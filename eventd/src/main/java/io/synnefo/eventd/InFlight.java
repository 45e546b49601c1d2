package io.synnefo.eventd;

import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The messages of one channel that the broker has not answered yet, and those it sent back. */
final class InFlight implements ConfirmListener, ReturnCallback {
  private static final System.Logger LOG = System.getLogger(InFlight.class.getName());
  private final Consumer<Outgoing> confirmed;
  private final TreeMap<Long, Sent> sent = new TreeMap<>();
  private final Set<String> returned = new HashSet<>();
  private final List<Outgoing> refused = new ArrayList<>();
  private String reason = "";
  private long progressAt = System.nanoTime();

  InFlight(Consumer<Outgoing> confirmed) {
    this.confirmed = confirmed;
  }

  /** Notes the message; to be called before it is written, since its confirm may be fast. */
  synchronized void sending(long sequence, Outgoing event) {
    if (sent.isEmpty()) {
      progressAt = System.nanoTime();
    }
    sent.put(sequence, new Sent(event, Instant.now()));
  }

  /** Whether there is room for one more; waits a little for it. */
  synchronized boolean awaitRoom(int limit, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime();
        sent.size() >= limit && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return sent.size() < limit;
  }

  synchronized boolean isEmpty() {
    return sent.isEmpty() && refused.isEmpty();
  }

  /** How long the oldest unanswered message has seen no answer at all; 0 if there is none. */
  synchronized long stalledNanos() {
    return sent.isEmpty() ? 0 : System.nanoTime() - progressAt;
  }

  /** What the broker did not take, in the order sent; it is the caller's from now on. */
  synchronized List<Outgoing> takeRefused() {
    List<Outgoing> taken = List.copyOf(refused);
    refused.clear();
    return taken;
  }

  /** Why the broker did not take the last message that it did not take. */
  synchronized String reason() {
    return reason;
  }

  /** Everything that is not known to be taken; later answers are ignored. */
  synchronized List<Outgoing> abandon() {
    List<Outgoing> left = new ArrayList<>(takeRefused());
    sent.values().forEach(message -> left.add(message.event()));
    sent.clear();
    return left;
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
    returned.add(message.getProperties().getMessageId());
  }

  private void settle(long sequence, boolean multiple, boolean taken) {
    SortedMap<Long, Sent> answered =
        multiple ? sent.headMap(sequence + 1) : sent.subMap(sequence, sequence + 1);
    for (Sent message : answered.values()) {
      Outgoing event = message.event();
      boolean unroutable = returned.remove(event.id());
      if (taken && !unroutable) {
        tell(message);
        confirmed.accept(event);
      } else {
        refused.add(event);
      }
    }
    answered.clear();
    progressAt = System.nanoTime();
    notifyAll();
  }

  /** A job's end is a line of its own: whether it left this node is where an operator begins. */
  private static void tell(Sent message) {
    Outgoing event = message.event();
    LOG.log(
        event.ends() ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
        () -> "confirmed " + event.id() + " of " + event.subject() + ", published " + message.at());
  }

  /** A message, and when it was handed to the broker. */
  private record Sent(Outgoing event, Instant at) {}
}
