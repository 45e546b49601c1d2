package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of one routing key to the broker: everything in its spool is published until it is
 * confirmed. What one key's queue refuses holds up no other key.
 */
final class Lane implements Runnable {
  private static final System.Logger LOG = System.getLogger(Lane.class.getName());
  private static final int MAX_IN_FLIGHT = 256;
  private static final long TICK_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PERSISTENT = 2;

  private final Spool spool;
  private final Link link;
  private final String exchange;
  private final @Nullable Outgoing probe;
  private final Backoff pauses = Link.pauses();
  private final AtomicLong confirms = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private volatile boolean probed;
  private volatile String fault = "";
  private volatile InFlight.@Nullable Sent last;
  private volatile @Nullable Instant lastConfirm;
  private volatile @Nullable InFlight inFlight;

  /** With a probe it asks first, once, whether a queue takes its messages. */
  Lane(Spool spool, Link link, String exchange, @Nullable Outgoing probe) {
    this.spool = spool;
    this.link = link;
    this.exchange = exchange;
    this.probe = probe;
  }

  /** Publishes until the link stops and, if a broker is connected, all is confirmed. */
  @Override
  public void run() {
    try {
      while (!link.isStopping()) {
        Channel channel = null;
        try {
          channel = link.channel();
          serve(channel);
        } catch (IOException | ShutdownSignalException e) {
          failed(channel, e);
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "a lane stops");
    }
  }

  /** What befell the whole connection is the link's to tell, once for all lanes. */
  private void failed(@Nullable Channel channel, Exception e) throws InterruptedException {
    boolean ours = channel == null ? link.isConnected() : channel.getConnection().isOpen();
    if (ours && !link.isStopping()) {
      fault = BrokerFaults.oneLine(e);
      link.pause(
          pauses.next(), fault + " (" + spool.depth() + " events of " + spool.key + " wait)");
    }
  }

  private void serve(Channel channel) throws IOException, InterruptedException {
    InFlight sent = new InFlight(this::confirmed);
    inFlight = sent;
    channel.addConfirmListener(sent);
    channel.addReturnListener(sent);
    spool.rewind();
    try {
      boolean usable = true;
      while (usable && !isDone(sent)) {
        usable = step(channel, sent);
      }
    } finally {
      channel.abort();
    }
  }

  private boolean isDone(InFlight sent) {
    return link.isStopping() && spool.depth() == 0 && sent.size() == 0;
  }

  /** Does what is next; false if the channel is of no more use. */
  private boolean step(Channel channel, InFlight sent) throws IOException, InterruptedException {
    if (!channel.isOpen()) {
      throw new IOException("the channel is closed", channel.getCloseReason());
    }
    if (!link.isBlocked() && sent.stalledNanos() > PATIENCE.toNanos()) {
      String why = "no confirm for " + PATIENCE.toSeconds() + " s (no majority of its nodes?)";
      LOG.log(System.Logger.Level.ERROR, why + ": connecting anew");
      link.drop(channel);
      throw new IOException(why);
    }
    int refused = sent.takeRefused();
    if (refused > 0) {
      refused(sent, refused);
      return false;
    }
    if (probe != null && !probed) {
      probe(channel, sent, probe);
    } else if (sent.awaitFewerThan(MAX_IN_FLIGHT, TICK_MILLIS)) {
      return publishNext(channel, sent);
    }
    return true;
  }

  private boolean publishNext(Channel channel, InFlight sent)
      throws IOException, InterruptedException {
    if (spool.depth() == 0) {
      fault = ""; // on an idle way no confirm would say that all is well again
    }
    Spool.Spooled next = spool.next(TICK_MILLIS);
    if (next == null) {
      return true;
    }
    try {
      publish(channel, sent, next.number(), next.event());
      return true;
    } catch (IllegalArgumentException e) {
      layAside(next, e);
      return false; // it was not sent, but the channel has counted it
    }
  }

  /** No later attempt could do better, and what comes after it must not wait for ever. */
  private void layAside(Spool.Spooled refused, IllegalArgumentException why) throws IOException {
    Outgoing event = refused.event();
    Path file = SpoolFiles.layAside(spool.directory, refused.number(), event.body());
    spool.confirmed(refused.number());
    LOG.log(
        System.Logger.Level.ERROR,
        event
            + " cannot be published: "
            + BrokerFaults.oneLine(why)
            + "; it is laid aside as "
            + file);
  }

  /**
   * They are sent again after a pause, and by another channel: one that RabbitMQ 3.10 refused while
   * a queue had no leader is refused for good.
   */
  private void refused(InFlight sent, int count) throws InterruptedException {
    refusals.addAndGet(count);
    fault = sent.reason();
    if (!link.isStopping()) {
      link.pause(pauses.next(), count + " events came back: " + fault);
    }
    if (!sent.awaitFewerThan(1, TICK_MILLIS)) {
      LOG.log(System.Logger.Level.DEBUG, "what has no answer yet is sent again, too");
    }
  }

  private void probe(Channel channel, InFlight sent, Outgoing question)
      throws IOException, InterruptedException {
    publish(channel, sent, 0, question);
    if (!sent.awaitFewerThan(1, PATIENCE.toMillis())) {
      throw new IOException("no answer of the broker to the first message of key " + spool.key);
    }
  }

  private void publish(Channel channel, InFlight sent, long number, Outgoing event)
      throws IOException {
    sent.sending(
        channel.getNextPublishSeqNo(),
        new InFlight.Sent(
            number, event.id(), event.subject(), event.ends(), event.at(), Instant.now()));
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .deliveryMode(PERSISTENT)
            .messageId(event.id())
            .build();
    channel.basicPublish(exchange, event.key(), event.mandatory(), properties, event.body());
  }

  private void confirmed(InFlight.Sent message) {
    fault = "";
    pauses.reset();
    if (message.number() == 0) {
      probed = true;
      LOG.log(System.Logger.Level.DEBUG, "a queue takes what has key " + spool.key);
      return;
    }
    spool.confirmed(message.number());
    confirms.incrementAndGet();
    last = message;
    lastConfirm = Instant.now();
    tell(message);
  }

  /** A job's end is a line of its own: whether it left this node is where an operator begins. */
  private static void tell(InFlight.Sent message) {
    LOG.log(
        message.ends() ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
        "confirmed {0} of {1}, published {2}",
        message.id(),
        message.subject(),
        message.published());
  }

  /** How this key's events fare, for the status. */
  LaneStatus status() {
    InFlight sent = inFlight;
    InFlight.Sent newest = last;
    String wrong = link.fault();
    return new LaneStatus(
        spool.key,
        spool.depth(),
        spool.bytes(),
        sent == null ? 0 : sent.size(),
        confirms.get(),
        refusals.get(),
        spool.waitingSince(),
        lastConfirm,
        newest == null ? null : newest.at(),
        newest == null ? null : newest.id(),
        Stream.of(wrong, fault, aside()).filter(text -> !text.isEmpty()).findFirst().orElse(""));
  }

  private String aside() {
    int count = SpoolFiles.laidAside(spool.directory);
    return count == 0
        ? ""
        : count
            + " events cannot be published and are laid aside in "
            + spool.directory
            + " as "
            + SpoolFiles.ASIDE
            + "*";
  }
}
