package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Lets a peer have what was said last: the end is sent behind it, and what the peer still says is
 * read and forgotten until it ends, too. A socket that is closed with something unread is reset,
 * and the peer may never see what was written.
 */
final class Farewell implements Actor {
  private static final System.Logger LOG = System.getLogger(Farewell.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PART = 8 << 10; // of what is read, at once
  private static final int MOST_BYTES = 1 << 20;
  private static final int ROUNDS = 16; // then others have their turn

  private final Loop loop;
  private final Stream stream;
  private final Runnable closed;
  private final Loop.Alarm alarm;
  private int read;
  private boolean over;

  private Farewell(Loop loop, Stream stream, Runnable closed) {
    this.loop = loop;
    this.stream = stream;
    this.closed = closed;
    this.alarm = loop.after(PATIENCE, this::abandon);
    loop.countLeaving(1);
  }

  /** The stream is the peer's to end from now on; afterwards that is run, once. */
  static Farewell to(Loop loop, Stream stream, End why, Runnable closed) {
    Farewell farewell = new Farewell(loop, stream, closed);
    stream.handTo(farewell);
    try {
      stream.end(why);
      farewell.act();
    } catch (IOException e) {
      farewell.gone(e);
    }
    return farewell;
  }

  @Override
  public void act() {
    if (over) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(PART);
    try {
      boolean flushed = stream.flush();
      int count = 1;
      for (int round = 0; count > 0 && read <= MOST_BYTES && round < ROUNDS; round++) {
        count = stream.read(buffer.clear());
        read += Math.max(0, count);
      }
      if ((count < 0 && flushed) || read > MOST_BYTES) {
        abandon();
        return;
      }
      stream.want(count == 0, !flushed);
      if (count > 0) {
        loop.execute(this::act); // what the stream holds the socket does not tell
      }
    } catch (IOException e) {
      gone(e);
    }
  }

  private void gone(IOException e) {
    LOG.log(System.Logger.Level.DEBUG, "the peer is gone already: " + e);
    abandon();
  }

  @Override
  public void abandon() {
    if (!over) {
      over = true;
      alarm.cancel();
      loop.countLeaving(-1);
      stream.close();
      closed.run();
    }
  }
}
