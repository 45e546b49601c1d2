package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;

/**
 * What follows from what the other side said.
 *
 * @param say to be sent to it, first of all
 * @param next what then
 * @param why in a few words, if it failed; else empty
 */
record Step(ByteBuffer say, Next next, String why) {
  enum Next {
    HEAR,
    PASSED,
    FAILED
  }

  static Step hear(byte... say) {
    return new Step(ByteBuffer.wrap(say), Next.HEAR, "");
  }

  static Step passed(byte... say) {
    return new Step(ByteBuffer.wrap(say), Next.PASSED, "");
  }

  static Step failed(String why, byte... say) {
    return new Step(ByteBuffer.wrap(say), Next.FAILED, why);
  }
}
