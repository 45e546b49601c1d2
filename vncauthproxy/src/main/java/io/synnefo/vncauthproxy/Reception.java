package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place where questions are asked. Each connection goes to a loop of its own turn; who is mute,
 * or never makes his part of TLS, holds up nobody.
 */
final class Reception implements Actor {
  private static final System.Logger LOG = System.getLogger(Reception.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int BATCH = 256;

  private final Loop loop;
  private final Supplier<Loop> turns;
  private final ServerSocketChannel listening;
  private final SocketAddress place;
  private final Manner manner;
  private final Places places;
  private @Nullable SelectionKey key;
  private boolean closed;
  private volatile String fault = "";

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

  /**
   * Not open before it is started.
   *
   * @param turns whose loop the next one is, the first for itself
   */
  Reception(Supplier<Loop> turns, ServerSocketChannel listening, Manner manner) throws IOException {
    this.loop = turns.get();
    this.turns = turns;
    this.listening = listening;
    this.place = listening.getLocalAddress();
    this.manner = manner;
    this.places = new Places(manner.most);
  }

  /** Why nobody can be received now; empty: all is well. For any thread. */
  String fault() {
    return fault;
  }

  /** For any thread. */
  void start() {
    loop.execute(
        () -> {
          try {
            key = loop.register(listening, SelectionKey.OP_ACCEPT, this);
          } catch (IOException e) {
            LOG.log(Level.ERROR, "nobody is received: " + e);
          }
        });
  }

  @Override
  public void act() {
    if (closed) {
      return;
    }
    try {
      receiveAll();
    } catch (IOException e) {
      fails(Faults.text(e));
    } catch (RuntimeException | OutOfMemoryError e) { // the place is not closed for one who came
      failsBy(e);
    }
  }

  private void receiveAll() throws IOException {
    boolean more = true;
    for (int n = 0; n < BATCH && more; n++) {
      if (!places.take()) {
        pause();
        if (n == 0) {
          return; // nobody was tried
        }
        break;
      }
      more = receive();
    }
    isWell();
  }

  private void failsBy(Throwable defect) {
    try {
      if (fault.isEmpty()) {
        LOG.log(Level.ERROR, "who came is given up because of a defect", defect);
      }
      fails(defect.toString());
    } catch (OutOfMemoryError e) {
      Thread.onSpinWait(); // no memory even to say so: it is tried again in the next turn
    }
  }

  /** It may for long, as without a file to open: told once, as is that it is over. */
  private void fails(String why) {
    if (fault.isEmpty()) {
      fault = "nobody can be received at " + place + ": " + why;
      LOG.log(Level.WARNING, fault);
    }
    pause();
  }

  /** Whoever came has been received, or as many as there is room for. */
  private void isWell() {
    if (!fault.isEmpty()) {
      fault = "";
      LOG.log(Level.INFO, "who comes to " + place + " is received again");
    }
  }

  /** Whether somebody was there; then his place is his. */
  private boolean receive() throws IOException {
    SocketChannel channel = null;
    boolean handed = false;
    try {
      channel = listening.accept();
      if (channel != null) {
        hand(channel);
        handed = true;
      }
      return handed;
    } finally {
      if (!handed) {
        places.give();
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private void hand(SocketChannel accepted) {
    Loop turn = turns.get();
    AtomicBoolean gone = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!gone.getAndSet(true)) {
            places.give();
          }
        };
    turn.execute(() -> begin(turn, accepted, once));
  }

  private void begin(Loop turn, SocketChannel channel, Runnable once) {
    try {
      PlainStream.setOptions(channel);
      Stream plain = new PlainStream(channel, turn.register(channel, 0, this));
      TlsKeys tls = manner.tls;
      Stream stream = tls == null ? plain : new TlsStream(plain, tls.engine(), turn.tlsRoom());
      manner.receiver.receive(turn, stream, once);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "who came is gone: " + e);
      giveUp(channel, once);
    } catch (RuntimeException | OutOfMemoryError e) { // he must not keep the place for ever
      giveUp(channel, once);
      LOG.log(Level.ERROR, "a connection is given up because of a defect", e);
    }
  }

  private static void giveUp(SocketChannel channel, Runnable gone) {
    gone.run();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a socket did not close well: " + e);
    }
  }

  private void pause() {
    SelectionKey own = key;
    if (own != null && !closed) {
      loop.after(
          PAUSE,
          () -> {
            if (!closed) {
              own.interestOps(SelectionKey.OP_ACCEPT);
              act();
            }
          });
      own.interestOps(0); // not before: without memory for the alarm it would be for good
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
      LOG.log(Level.DEBUG, "a reception did not close well: " + e);
    }
  }
}
