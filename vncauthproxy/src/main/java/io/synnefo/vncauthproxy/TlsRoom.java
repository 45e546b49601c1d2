package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;

/**
 * Where the TLS of one loop's connections is worked, one after the other. What is left over of that
 * each keeps for itself, in an array of just that size: so who sends a part of a record and no more
 * costs what he has sent. Used by the loop's thread alone.
 */
final class TlsRoom {
  /** The longest record that RFC 5246 and 8446 let a peer send, and its header. */
  static final int RECORD = (16 << 10) + (2 << 10) + 5;

  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final int BYTES = 64 << 10; // engines want more room than their records take

  private final ByteBuffer in = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES);

  /** Empty, for what arrives, up to one record; until the next is asked for. */
  ByteBuffer in() {
    return in.clear();
  }

  /** Empty, for what an engine makes; until the next is asked for. */
  ByteBuffer out() {
    return out.clear();
  }

  /** A copy of what remains in the buffer. */
  static ByteBuffer rest(ByteBuffer of) {
    return of.hasRemaining() ? ByteBuffer.allocate(of.remaining()).put(of).flip() : NOTHING;
  }
}
