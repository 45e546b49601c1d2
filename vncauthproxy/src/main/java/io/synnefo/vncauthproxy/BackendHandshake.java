package io.synnefo.vncauthproxy;

import io.synnefo.wire.text.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The proxy's part of RFB towards a machine's VNC server, up to where ClientInit is awaited. It
 * authenticates nowhere: a server that wants a password is not one of ours.
 */
final class BackendHandshake implements Handshake {
  private static final byte NONE = 1;
  private static final int MAX_REASON = 1024;

  private enum State {
    VERSION,
    COUNT,
    TYPES,
    TYPE,
    RESULT,
    REASON_LENGTH,
    REASON
  }

  private State state = State.VERSION;
  private RfbVersion version = RfbVersion.V3_8;
  private int length; // of types or reason

  @Override
  public Step open() {
    return Step.hear(); // the server begins
  }

  @Override
  public int wanted() {
    return switch (state) {
      case VERSION -> RfbVersion.BYTES;
      case COUNT -> 1;
      case TYPES, REASON -> length;
      case TYPE, RESULT, REASON_LENGTH -> Integer.BYTES;
    };
  }

  @Override
  public Step take(byte[] said) {
    return switch (state) {
      case VERSION -> version(said);
      case COUNT -> count(Byte.toUnsignedInt(said[0]));
      case TYPES -> types(said);
      case TYPE -> type(ByteBuffer.wrap(said).getInt());
      case RESULT -> result(ByteBuffer.wrap(said).getInt());
      case REASON_LENGTH -> reasonLength(ByteBuffer.wrap(said).getInt());
      case REASON ->
          Step.failed("Server refuses: " + Printable.of(new String(said, StandardCharsets.UTF_8)));
    };
  }

  private Step version(byte[] said) {
    Optional<RfbVersion> found = RfbVersion.of(said);
    if (found.isEmpty()) {
      return Step.failed("Server speaks no version of RFB that is known");
    }
    version = found.get();
    return hear(version == RfbVersion.V3_3 ? State.TYPE : State.COUNT, version.bytes());
  }

  private Step count(int count) {
    length = count;
    return hear(count == 0 ? State.REASON_LENGTH : State.TYPES);
  }

  private Step types(byte[] offered) {
    for (byte type : offered) {
      if (type == NONE) {
        return version == RfbVersion.V3_7 ? Step.passed(NONE) : hear(State.RESULT, NONE);
      }
    }
    return Step.failed("Server demands authentication");
  }

  /** 3.3: the server has decided, and a result follows authentication only. */
  private Step type(int type) {
    return switch (type) {
      case 0 -> hear(State.REASON_LENGTH);
      case NONE -> Step.passed();
      default -> Step.failed("Server demands authentication");
    };
  }

  private Step result(int result) {
    return result == 0 ? Step.passed() : hear(State.REASON_LENGTH);
  }

  private Step reasonLength(int bytes) {
    if (bytes <= 0 || bytes > MAX_REASON) {
      return Step.failed("Server refuses");
    }
    length = bytes;
    return hear(State.REASON);
  }

  private Step hear(State next, byte... say) {
    state = next;
    return Step.hear(say);
  }
}
