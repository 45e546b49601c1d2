package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A handshake over a stream. It reads no byte too many: what follows is for who takes over. */
final class Talk {
  enum State {
    GOING,
    PASSED,
    FAILED
  }

  private final Stream stream;
  private final Handshake handshake;
  private Step step;
  private ByteBuffer heard;

  Talk(Stream stream, Handshake handshake) {
    this.stream = stream;
    this.handshake = handshake;
    this.step = handshake.open();
    this.heard = ByteBuffer.allocate(handshake.wanted());
  }

  /** As far as it goes now. What was to be said is sent before it has passed or failed. */
  State advance() throws IOException {
    while (true) {
      if (step.say().hasRemaining()) {
        stream.write(step.say());
      }
      if (step.say().hasRemaining() || !stream.flush()) {
        stream.want(false, true);
        return State.GOING;
      }
      switch (step.next()) {
        case PASSED -> {
          return State.PASSED;
        }
        case FAILED -> {
          return State.FAILED;
        }
        case HEAR -> {
          if (!hear()) {
            return step.next() == Step.Next.FAILED ? State.FAILED : State.GOING;
          }
        }
      }
    }
  }

  /** Whether all that was waited for is there. */
  private boolean hear() throws IOException {
    int read = stream.read(heard);
    if (read < 0) {
      step = Step.failed("the other side left amid the handshake");
      return false;
    }
    if (heard.hasRemaining()) {
      if (read == 0) {
        stream.want(true, !stream.flush());
        return false;
      }
      return hear();
    }
    byte[] said = new byte[heard.position()];
    heard.flip().get(said);
    step = handshake.take(said);
    heard = ByteBuffer.allocate(handshake.wanted());
    return true;
  }

  /** Why it failed. */
  String why() {
    return step.why();
  }
}
