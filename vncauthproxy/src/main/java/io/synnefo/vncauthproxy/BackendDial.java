package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to a machine's VNC server, up to where it waits for a viewer's first words. */
final class BackendDial implements Actor {
  private static final System.Logger LOG = System.getLogger(BackendDial.class.getName());

  private static final String NO_ANSWER = "no answer";

  private final Loop loop;
  private final List<InetAddress> addresses;
  private final int port;
  private final Patience patience;
  private final Outcome outcome;
  private Loop.@Nullable Alarm alarm;
  private Loop.@Nullable Alarm turn; // of the address that is tried
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable Stream stream; // once it is connected
  private @Nullable Talk talk;
  private int tried; // addresses, round after round
  private String words = ""; // of the system's, the last
  private boolean over;

  /**
   * How long, and how often.
   *
   * @param all for everything; until it is connected, each address has its share, each time
   * @param tries of each address
   * @param pause between two rounds
   */
  record Patience(Duration all, int tries, Duration pause) {}

  /** One of them is called, once. */
  interface Outcome {
    /** Nothing is read from the stream until somebody wants it. */
    void connected(Stream backend);

    /**
     * The words are the system's, and may be empty; not everybody who asks for a console is told.
     */
    void failed(String why, String words);
  }

  /** A step of a connection. */
  private interface Connecting {
    boolean isDone() throws IOException;
  }

  BackendDial(
      Loop loop, List<InetAddress> addresses, int port, Patience patience, Outcome outcome) {
    this.loop = loop;
    this.addresses = List.copyOf(addresses);
    this.port = port;
    this.patience = patience;
    this.outcome = outcome;
  }

  void start() {
    alarm = loop.after(patience.all, this::giveUp);
    next();
  }

  private void giveUp() {
    if (stream == null) {
      fail("Could not connect to the server", words.isEmpty() ? NO_ANSWER : words);
    } else {
      fail("Server says nothing", "");
    }
  }

  /** The next address; a pause before each further round. */
  private void next() {
    closeChannel();
    stop(turn);
    if (tried == addresses.size() * patience.tries) {
      fail("Could not connect to the server", words);
    } else if (tried > 0 && tried % addresses.size() == 0) {
      loop.after(patience.pause, this::connect);
    } else {
      connect();
    }
  }

  private void connect() {
    if (over) {
      return;
    }
    InetSocketAddress address =
        new InetSocketAddress(addresses.get(tried++ % addresses.size()), port);
    try {
      channel = SocketChannel.open();
    } catch (IOException e) { // no server's fault, and others would fare no better
      fail("No connection can be opened: " + Faults.text(e), "");
      return;
    }
    SocketChannel opened = channel;
    if (addresses.size() > 1) { // one that is dead leaves the others their time
      turn =
          loop.after(
              patience.all.dividedBy((long) addresses.size() * patience.tries), this::overTurn);
    }
    goOn(
        () -> {
          PlainStream.setOptions(opened);
          key = loop.register(opened, SelectionKey.OP_CONNECT, this);
          return opened.connect(address);
        });
  }

  private void overTurn() {
    words = NO_ANSWER;
    next();
  }

  /** A step of a connection; when it is there, the handshake. */
  private void goOn(Connecting step) {
    try {
      if (!step.isDone()) {
        return;
      }
    } catch (IOException e) {
      words = Faults.text(e);
      LOG.log(System.Logger.Level.DEBUG, "try " + tried + " at port " + port + ": " + words);
      next();
      return;
    }
    SocketChannel opened = channel;
    SelectionKey registered = key;
    if (opened != null && registered != null) {
      stop(turn);
      stream = new PlainStream(opened, registered);
      talk = new Talk(stream, new BackendHandshake());
      speak(stream, talk);
    }
  }

  @Override
  public void act() {
    SocketChannel opened = channel;
    if (over || opened == null) {
      return;
    }
    if (stream != null && talk != null) {
      speak(stream, talk);
    } else {
      goOn(opened::finishConnect);
    }
  }

  private void speak(Stream server, Talk with) {
    try {
      switch (with.advance()) {
        case GOING -> {
          // it is told when there is more
        }
        case PASSED -> {
          over = true;
          cancel();
          server.want(false, false);
          outcome.connected(server);
        }
        case FAILED -> fail(with.why(), "");
      }
    } catch (IOException e) {
      fail("Server left amid the handshake", Faults.text(e));
    }
  }

  private void fail(String why, String how) {
    if (!over) {
      over = true;
      cancel();
      closeChannel();
      outcome.failed(why, how);
    }
  }

  private void cancel() {
    stop(alarm);
    stop(turn);
  }

  private static void stop(Loop.@Nullable Alarm alarm) {
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void closeChannel() {
    SocketChannel opened = channel;
    channel = null;
    key = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a socket did not close well: " + e);
      }
    }
  }

  @Override
  public void abandon() {
    fail("Server is shutting down", "");
  }
}
