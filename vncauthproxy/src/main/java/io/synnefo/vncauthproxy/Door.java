package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port where one console waits for its viewer, once. Who comes there and is no WebSocket where
 * one is meant does not keep the viewer out: with one more than are asked at once, who has been at
 * it for the longest must go.
 */
final class Door implements Actor {
  private static final System.Logger LOG = System.getLogger(Door.class.getName());
  private static final int MOST_AT_ONCE = 4; // who are asked what they want
  private static final int BATCH = 16;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Loop loop;
  private final ServerSocketChannel listening;
  private final SelectionKey key;
  private final Entrance entrance;
  private final Consumer<Stream> entered;
  private final List<Upgrade> upgrades = new ArrayList<>(); // the eldest first
  private boolean closed;

  /**
   * How one enters.
   *
   * @param framed whether by WebSocket
   * @param tls for encrypted WebSockets; null: as they come
   * @param origins of the pages that may
   * @param patience with one who says nothing
   * @param newcomers at all doors
   */
  record Entrance(
      boolean framed,
      @Nullable TlsKeys tls,
      List<String> origins,
      Duration patience,
      Newcomers<Upgrade> newcomers) {}

  /** The first viewer that enters is handed over, once; the port is closed before. */
  Door(Loop loop, ServerSocketChannel listening, Entrance entrance, Consumer<Stream> entered)
      throws IOException {
    this.loop = loop;
    this.listening = listening;
    this.entrance = entrance;
    this.entered = entered;
    this.key = loop.register(listening, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void act() {
    try {
      for (int n = 0; n < BATCH && !closed; n++) {
        SocketChannel channel = listening.accept();
        if (channel == null) {
          break;
        }
        accepted(channel);
      }
    } catch (IOException e) {
      // he has left already, or there are no descriptors: the port waits on, and does not spin
      LOG.log(System.Logger.Level.DEBUG, "nobody could be let in: " + e);
      pause();
      return;
    }
    if (!closed) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void pause() {
    if (!closed) {
      key.interestOps(0);
      loop.after(PAUSE, () -> ifOpen(this::act));
    }
  }

  private void ifOpen(Runnable work) {
    if (!closed) {
      work.run();
    }
  }

  private void accepted(SocketChannel channel) throws IOException {
    Stream plain;
    try {
      PlainStream.setOptions(channel);
      plain = new PlainStream(channel, loop.register(channel, 0, this));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (!entrance.framed) {
      enter(plain);
      return;
    }
    TlsKeys tls = entrance.tls;
    Stream stream = tls == null ? plain : new TlsStream(plain, tls.engine(), loop.tlsRoom());
    Upgrade[] self = new Upgrade[1];
    self[0] =
        new Upgrade(
            loop,
            stream,
            head -> UpgradeRequest.answer(head, entrance.origins),
            entrance.patience,
            framed -> decided(self[0], framed));
    if (upgrades.size() == MOST_AT_ONCE) {
      upgrades.get(0).abandon();
    }
    upgrades.add(self[0]);
    entrance.newcomers.came(self[0]);
    self[0].act();
  }

  private void decided(Upgrade upgrade, @Nullable Stream framed) {
    upgrades.remove(upgrade);
    entrance.newcomers.left(upgrade);
    if (closed) {
      if (framed != null) {
        framed.close();
      }
    } else if (framed != null) {
      enter(framed);
    }
  }

  /** He is not heard before the port is closed: else a second one might come in meanwhile. */
  private void enter(Stream stream) {
    close();
    loop.afterClosing(() -> entered.accept(stream));
  }

  /** Nobody can enter any more, and those who were about to are gone. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a port did not close well: " + e);
    }
    upgrades.stream().filter(one -> !one.isLeaving()).toList().forEach(Upgrade::abandon);
  }

  @Override
  public void abandon() {
    close();
  }
}
