package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a console. It holds at most one buffer, and reads no more before the receiver
 * has taken that: a slow viewer slows its own machine's server and nobody else.
 */
final class Pump {
  private static final int ROUNDS = 8; // then others have their turn

  private final Stream from;
  private final Stream to;
  private final BufferPool pool;
  private @Nullable ByteBuffer held;
  private boolean ended;
  private volatile long bytes; // written by the loop's thread, read by others, too

  Pump(Stream from, Stream to, BufferPool pool) {
    this.from = from;
    this.to = to;
    this.pool = pool;
  }

  /** Moves what can be moved now; true if there is more although the socket will not say so. */
  boolean move() throws BrokenException {
    for (int round = 0; round < ROUNDS; round++) {
      if (held == null && !fill()) {
        return false;
      }
      ByteBuffer buffer = held;
      if (buffer == null) {
        return false;
      }
      int before = buffer.remaining();
      try {
        to.write(buffer);
      } catch (IOException e) {
        throw new BrokenException(to, e);
      }
      long passed = bytes;
      bytes = passed + before - buffer.remaining();
      if (buffer.hasRemaining()) {
        return false;
      }
      release();
    }
    return from.holdsInput();
  }

  private boolean fill() throws BrokenException {
    if (ended) {
      return false;
    }
    ByteBuffer buffer = pool.take();
    held = buffer;
    int read = -1;
    try {
      read = from.read(buffer);
    } catch (IOException e) {
      throw new BrokenException(from, e);
    } finally {
      if (read <= 0) {
        release();
      }
    }
    ended = read < 0;
    if (read > 0) {
      buffer.flip(); // else it has been given back, and another console's loop may have it
    }
    return read > 0;
  }

  private void release() {
    if (held != null) {
      pool.give(held);
      held = null;
    }
  }

  /** Whether the receiver is behind. */
  boolean isHeld() {
    return held != null;
  }

  /** Whether he is, and has taken nothing since so many had been passed on. */
  boolean isStuck(long before) {
    return held != null && bytes == before;
  }

  /** Whether all that there was has been passed on. */
  boolean isDone() {
    return ended && held == null;
  }

  boolean wantsInput() {
    return !ended && held == null;
  }

  /** How many have been passed on. For any thread. */
  long bytes() {
    return bytes;
  }

  /** Nothing more is moved. */
  void stop() {
    ended = true;
    release();
  }
}
