package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers of one loop. Who has nothing under way holds none, so that thousands of consoles that
 * rest cost next to nothing.
 */
final class BufferPool {
  /** A TLS record and its header fit into it. */
  static final int BYTES = 64 << 10;

  private static final int MOST_KEPT = 32;

  private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

  /** An empty buffer; whoever takes it gives it back once. */
  ByteBuffer take() {
    ByteBuffer buffer = kept.poll();
    return buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer.clear();
  }

  /** Nobody uses it any more. */
  void give(ByteBuffer buffer) {
    if (kept.size() < MOST_KEPT) {
      kept.push(buffer);
    }
  }
}
