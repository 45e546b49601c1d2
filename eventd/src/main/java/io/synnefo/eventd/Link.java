package io.synnefo.eventd;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The one connection to a broker, which all lanes share; made anew whenever it is gone. */
final class Link {
  private static final System.Logger LOG = System.getLogger(Link.class.getName());
  private static final int CLOSE_MILLIS = 1000;

  private final Brokers brokers;
  private final String exchange;
  private final LongSupplier waiting;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Backoff pauses = pauses();
  private volatile @Nullable Connection current;
  private volatile boolean blocked;
  private volatile String fault = "not connected yet";

  Link(Brokers brokers, String exchange, LongSupplier waiting) {
    this.brokers = brokers;
    this.exchange = exchange;
    this.waiting = waiting;
  }

  /** A channel with confirms on; waits for a broker as long as it takes, until the daemon stops. */
  Channel channel() throws IOException, InterruptedException {
    Channel channel =
        connection()
            .openChannel()
            .orElseThrow(() -> new IOException("the broker gives no channel"));
    try {
      channel.confirmSelect();
    } catch (IOException | ShutdownSignalException e) {
      channel.abort();
      throw e;
    }
    return channel;
  }

  private synchronized Connection connection() throws IOException, InterruptedException {
    while (!isStopping()) {
      Connection open = current;
      if (open != null && open.isOpen()) {
        return open;
      }
      try {
        Connection fresh = connect();
        current = fresh;
        return fresh;
      } catch (IOException | ShutdownSignalException e) {
        fault = BrokerFaults.oneLine(e);
        pause(pauses.next(), fault + " (" + waiting.getAsLong() + " events wait)");
      }
    }
    throw new IOException("the daemon stops");
  }

  private Connection connect() throws IOException {
    blocked = false;
    Connection connection = brokers.connect();
    try {
      connection.addBlockedListener(this::onBlocked, () -> blocked = false);
      Channel channel =
          connection
              .openChannel()
              .orElseThrow(() -> new IOException("the broker gives no channel"));
      channel.exchangeDeclarePassive(exchange);
      channel.abort();
    } catch (IOException | ShutdownSignalException e) {
      connection.abort(CLOSE_MILLIS);
      brokers.avoidLast();
      throw e;
    }
    pauses.reset();
    fault = "";
    LOG.log(
        System.Logger.Level.INFO,
        "connected to " + connection.getAddress() + ":" + connection.getPort());
    return connection;
  }

  /** The connection that this channel belongs to is of no use. */
  void drop(Channel channel) {
    brokers.avoidLast();
    channel.getConnection().abort(CLOSE_MILLIS);
  }

  /** Why nothing is connected; empty if all is well. */
  String fault() {
    Connection open = current;
    if (open != null && open.isOpen()) {
      return blocked ? "the broker takes no messages for now" : "";
    }
    return fault.isEmpty() ? "the connection is lost" : fault;
  }

  boolean isConnected() {
    Connection open = current;
    return open != null && open.isOpen();
  }

  boolean isBlocked() {
    return blocked;
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Whoever waits for a broker, or pauses, goes on and ends. */
  void stop() {
    stopping.countDown();
  }

  /** Ends what is still connected. */
  void close() {
    Connection open = current;
    if (open != null) {
      open.abort(CLOSE_MILLIS);
    }
  }

  /** Says why, and waits, unless the daemon stops. */
  void pause(Duration pause, String why) throws InterruptedException {
    if (!isStopping()) {
      LOG.log(System.Logger.Level.ERROR, why + "; trying again in " + pause.toMillis() + " ms");
    }
    if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(System.Logger.Level.DEBUG, "the pause is cut short");
    }
  }

  private void onBlocked(String reason) {
    blocked = true;
    LOG.log(System.Logger.Level.WARNING, "the broker takes no messages for now: " + reason);
  }

  static Backoff pauses() {
    return new Backoff(
        Duration.ofMillis(250), Duration.ofSeconds(15), RandomGenerator.getDefault());
  }
}
