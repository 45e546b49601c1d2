package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes every event that is put, until the broker has confirmed it: nothing is dropped.
 *
 * <p>While no broker takes messages, the queue fills up and {@link #put} waits.
 */
final class Publisher implements Runnable, Outlet {
  private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
  private static final int MAX_QUEUED = 1000;
  private static final int MAX_IN_FLIGHT = 256;
  private static final long TICK_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLOSE_MILLIS = 1000;
  private static final int PERSISTENT = 2;

  private final BrokerConnector connector;
  private final String exchange;
  private final Consumer<Outgoing> confirmed;
  private final BlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final ArrayDeque<Outgoing> again = new ArrayDeque<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Backoff connectPause = pauses();
  private final Backoff refusedPause = pauses();
  private volatile @Nullable Connection current;
  private volatile boolean blocked;

  Publisher(BrokerConnector connector, String exchange, Consumer<Outgoing> confirmed) {
    this.connector = connector;
    this.exchange = exchange;
    this.confirmed = confirmed;
  }

  @Override
  public void put(Outgoing event) throws InterruptedException {
    queue.put(event);
  }

  /** Publishes until it is stopped and, if a broker is connected, everything put is confirmed. */
  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0) {
        try {
          serve(connector.connect());
        } catch (IOException | ShutdownSignalException e) {
          pauseAfter(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the publisher stops");
    }
  }

  /** Ends the thread within the time given; what is confirmed until then is not published again. */
  void stop(Thread thread, Duration limit) throws InterruptedException {
    stopping.countDown();
    thread.join(limit.toMillis());
    Connection connection = current;
    if (thread.isAlive() && connection != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "stopping with unconfirmed events: the next start publishes them");
      connection.abort(CLOSE_MILLIS);
    }
    thread.interrupt();
  }

  private void serve(Connection connection) throws IOException, InterruptedException {
    current = connection;
    InFlight inFlight = new InFlight(confirmed.andThen(event -> refusedPause.reset()));
    try {
      Channel channel = open(connection, inFlight);
      connectPause.reset();
      LOG.log(
          System.Logger.Level.INFO,
          "connected to " + connection.getAddress() + ":" + connection.getPort());
      while (!isDone(inFlight)) {
        step(channel, inFlight);
      }
    } finally {
      giveBack(inFlight.abandon());
      current = null;
      connection.abort(CLOSE_MILLIS);
    }
  }

  private Channel open(Connection connection, InFlight inFlight) throws IOException {
    blocked = false;
    connection.addBlockedListener(this::onBlocked, () -> blocked = false);
    Channel channel =
        connection.openChannel().orElseThrow(() -> new IOException("the broker gives no channel"));
    channel.exchangeDeclarePassive(exchange);
    channel.addConfirmListener(inFlight);
    channel.addReturnListener(inFlight);
    channel.confirmSelect();
    return channel;
  }

  private boolean isDone(InFlight inFlight) {
    return stopping.getCount() == 0 && queue.isEmpty() && again.isEmpty() && inFlight.isEmpty();
  }

  private void step(Channel channel, InFlight inFlight) throws IOException, InterruptedException {
    if (!channel.isOpen()) {
      throw new IOException("the channel is closed", channel.getCloseReason());
    }
    if (!blocked && inFlight.stalledNanos() > PATIENCE.toNanos()) {
      throw new IOException(
          "no confirm for " + PATIENCE.toSeconds() + " s (no majority of its nodes?)");
    }
    List<Outgoing> refused = inFlight.takeRefused();
    if (!refused.isEmpty()) {
      giveBack(refused);
      if (stopping.getCount() == 0) {
        throw new IOException("what the broker refuses is left to the next start");
      }
      pause(refusedPause.next(), refused.size() + " events came back: " + inFlight.reason());
    } else if (inFlight.awaitRoom(MAX_IN_FLIGHT, TICK_MILLIS)) {
      Outgoing event =
          again.isEmpty() ? queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : again.poll();
      if (event != null) {
        publish(channel, inFlight, event);
      }
    }
  }

  private void publish(Channel channel, InFlight inFlight, Outgoing event) throws IOException {
    inFlight.sending(channel.getNextPublishSeqNo(), event);
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .deliveryMode(PERSISTENT)
            .messageId(event.id())
            .build();
    channel.basicPublish(exchange, event.key(), event.mandatory(), properties, event.body());
  }

  private void giveBack(List<Outgoing> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      again.addFirst(events.get(i));
    }
  }

  private void pauseAfter(Exception e) throws InterruptedException {
    if (stopping.getCount() > 0) {
      int waiting = again.size() + queue.size();
      pause(connectPause.next(), Faults.oneLine(e) + " (" + waiting + " events wait)");
    }
  }

  private void pause(Duration pause, String why) throws InterruptedException {
    LOG.log(System.Logger.Level.ERROR, why + "; trying again in " + pause.toMillis() + " ms");
    boolean stopped = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    if (stopped) {
      LOG.log(System.Logger.Level.DEBUG, "the pause is cut short");
    }
  }

  private void onBlocked(String reason) {
    blocked = true;
    LOG.log(System.Logger.Level.WARNING, "the broker takes no messages for now: " + reason);
  }

  private static Backoff pauses() {
    return new Backoff(
        Duration.ofMillis(250), Duration.ofSeconds(15), RandomGenerator.getDefault());
  }
}
