package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A place where questions are asked. Each connection goes to a loop of its own turn; who is mute,
 * or never makes his part of TLS, holds up nobody.
 */
final class Reception implements Actor {
  private static final System.Logger LOG = System.getLogger(Reception.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int BATCH = 256;

  private final Loops loops;
  private final Loop loop;
  private final ServerSocketChannel listening;
  private final Manner manner;
  private final Places places;
  private @Nullable SelectionKey key;
  private boolean closed;

  /**
   * How one is received.
   *
   * @param receiver to whom he is handed, by his loop's thread
   * @param tls null: as it comes
   * @param most at once; more wait in the kernel's queue
   */
  record Manner(Receiver receiver, @Nullable TlsKeys tls, int most) {
    /**
     * For who is to ask one question.
     *
     * @param most who have not asked yet: with one more, who has been at it for the longest must
     *     go; and as many who have
     */
    static Manner of(OneQuestion.Manner question, @Nullable TlsKeys tls, int most) {
      Newcomers<OneQuestion> mute = new Newcomers<>(most, OneQuestion::makeRoom);
      return new Manner(
          (loop, stream, gone) -> new OneQuestion(loop, stream, question, mute, gone).begin(),
          tls,
          2 * most);
    }
  }

  /** Who deals with one that has come. Where he fails, that one is given up. */
  interface Receiver {
    /**
     * {@code gone} is to be run when another may come in his place; more than once does no harm.
     */
    void receive(Loop loop, Stream stream, Runnable gone);
  }

  /** Not open before it is started. */
  Reception(Loops loops, ServerSocketChannel listening, Manner manner) {
    this.loops = loops;
    this.loop = loops.next();
    this.listening = listening;
    this.manner = manner;
    this.places = new Places(manner.most);
  }

  /** For any thread. */
  void start() {
    loop.execute(
        () -> {
          try {
            key = loop.register(listening, SelectionKey.OP_ACCEPT, this);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "nobody is received: " + e);
          }
        });
  }

  @Override
  public void act() {
    if (closed) {
      return;
    }
    try {
      for (int n = 0; n < BATCH; n++) {
        if (!places.take()) {
          pause();
          return;
        }
        if (!receive()) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "somebody could not be received: " + e);
      pause();
    }
  }

  /** Whether somebody was there; then his place is his. */
  private boolean receive() throws IOException {
    SocketChannel channel = null;
    try {
      channel = listening.accept();
    } finally {
      if (channel == null) {
        places.give();
      }
    }
    if (channel == null) {
      return false;
    }
    SocketChannel accepted = channel;
    Loop turn = loops.next();
    turn.execute(() -> begin(turn, accepted));
    return true;
  }

  private void begin(Loop turn, SocketChannel channel) {
    AtomicBoolean gone = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!gone.getAndSet(true)) {
            places.give();
          }
        };
    try {
      PlainStream.setOptions(channel);
      Stream plain = new PlainStream(channel, turn.register(channel, 0, this));
      TlsKeys tls = manner.tls;
      Stream stream = tls == null ? plain : new TlsStream(plain, tls.engine(), turn.tlsRoom());
      manner.receiver.receive(turn, stream, once);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "who came is gone: " + e);
      giveUp(channel, once);
    } catch (RuntimeException | OutOfMemoryError e) { // he must not keep the place for ever
      LOG.log(System.Logger.Level.ERROR, "a connection is given up because of a defect", e);
      giveUp(channel, once);
    }
  }

  private static void giveUp(SocketChannel channel, Runnable gone) {
    gone.run();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a socket did not close well: " + e);
    }
  }

  private void pause() {
    SelectionKey own = key;
    if (own != null && !closed) {
      own.interestOps(0);
      loop.after(
          PAUSE,
          () -> {
            if (!closed) {
              own.interestOps(SelectionKey.OP_ACCEPT);
              act();
            }
          });
    }
  }

  /** Nobody is received any more; those who were are answered. For any thread. */
  void close() {
    loop.execute(this::abandon);
  }

  @Override
  public void abandon() {
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a reception did not close well: " + e);
    }
  }
}
