package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of all consoles, outside the heap. Who has nothing under way holds none, so that
 * thousands of consoles that rest cost next to nothing; but for each console its share is set aside
 * from its beginning on ({@link Consoles}), so that whoever asks for one gets it. For any thread.
 */
final class BufferPool {
  static final int BYTES = 64 << 10;

  private final int most;
  private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();
  private int made;

  /** None are made before they are needed; what has been made is kept. */
  BufferPool(int most) {
    this.most = most;
  }

  /** An empty buffer; whoever takes it gives it back once. */
  synchronized ByteBuffer take() {
    ByteBuffer buffer = kept.poll();
    if (buffer != null) {
      return buffer.clear();
    }
    if (made == most) { // else the JVM would stop the loop's thread to look for memory
      throw new IllegalStateException("all " + most + " buffers are lent");
    }
    made++;
    return ByteBuffer.allocateDirect(BYTES);
  }

  /** Nobody uses it any more. */
  synchronized void give(ByteBuffer buffer) {
    kept.push(buffer);
  }

  /** How many have been needed at once so far. */
  synchronized int made() {
    return made;
  }
}
