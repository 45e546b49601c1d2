package io.synnefo.vncauthproxy;

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

  private final Loop loop;
  private final List<InetAddress> addresses;
  private final int port;
  private final Patience patience;
  private final Outcome outcome;
  private Loop.@Nullable Alarm alarm;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable Stream stream;
  private @Nullable Talk talk;
  private int tried; // addresses, round after round
  private boolean over;

  /**
   * How long, and how often.
   *
   * @param all for everything
   * @param tries of each address
   * @param pause between two rounds
   */
  record Patience(Duration all, int tries, Duration pause) {}

  /** One of them is called, once. */
  interface Outcome {
    /** Nothing is read from the stream until somebody wants it. */
    void connected(Stream backend);

    void failed(String why);
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
    alarm = loop.after(patience.all, () -> fail("Server says nothing"));
    next();
  }

  /** The next address; a pause before each further round. */
  private void next() {
    closeChannel();
    if (tried == addresses.size() * patience.tries) {
      fail("Could not connect to the server");
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
    InetAddress address = addresses.get(tried++ % addresses.size());
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      PlainStream.setOptions(opened);
      key = loop.register(opened, SelectionKey.OP_CONNECT, this);
      if (opened.connect(new InetSocketAddress(address, port))) {
        connected(opened, key);
      }
    } catch (IOException e) {
      next();
    }
  }

  private void connected(SocketChannel opened, SelectionKey registered) throws IOException {
    stream = new PlainStream(opened, registered);
    talk = new Talk(stream, new BackendHandshake());
    speak(stream, talk);
  }

  @Override
  public void act() {
    if (over) {
      return;
    }
    SocketChannel opened = channel;
    SelectionKey registered = key;
    if (stream == null && opened != null && registered != null) {
      try {
        if (!opened.finishConnect()) {
          return;
        }
      } catch (IOException e) {
        next();
        return;
      }
    }
    try {
      if (stream != null && talk != null) {
        speak(stream, talk);
      } else if (opened != null && registered != null) {
        connected(opened, registered);
      }
    } catch (IOException e) {
      fail("Server left amid the handshake");
    }
  }

  private void speak(Stream server, Talk with) throws IOException {
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
      case FAILED -> fail(with.why());
    }
  }

  private void fail(String why) {
    if (!over) {
      over = true;
      cancel();
      closeChannel();
      outcome.failed(why);
    }
  }

  private void cancel() {
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
    fail("Server is shutting down");
  }
}
