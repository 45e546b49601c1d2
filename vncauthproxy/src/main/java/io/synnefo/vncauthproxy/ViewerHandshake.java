package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The proxy's part of RFB towards a viewer, up to the answer whether it may see the console. What
 * follows, from ClientInit on, is between the viewer and the machine.
 */
final class ViewerHandshake implements Handshake {
  private static final byte VNC_AUTHENTICATION = 2;
  private static final byte[] OK = {0, 0, 0, 0};
  private static final byte[] REFUSED = {0, 0, 0, 1};

  private enum State {
    VERSION(RfbVersion.BYTES),
    CHOICE(1),
    ANSWER(VncChallenge.BYTES);

    final int bytes;

    State(int bytes) {
      this.bytes = bytes;
    }
  }

  private final String password;
  private final byte[] challenge;
  private RfbVersion version = RfbVersion.V3_8;
  private State state = State.VERSION;

  /** Towards a viewer that must know the password; the challenge has been used by nobody else. */
  ViewerHandshake(String password, byte[] challenge) {
    this.password = password;
    this.challenge = challenge.clone();
  }

  @Override
  public Step open() {
    return Step.hear(RfbVersion.V3_8.bytes());
  }

  @Override
  public int wanted() {
    return state.bytes;
  }

  @Override
  public Step take(byte[] said) {
    return switch (state) {
      case VERSION -> version(said);
      case CHOICE -> choice(said[0]);
      case ANSWER -> answer(said);
    };
  }

  private Step version(byte[] said) {
    Optional<RfbVersion> found = RfbVersion.of(said);
    if (found.isEmpty()) {
      return Step.failed("the viewer speaks no version of RFB that is known");
    }
    version = found.get();
    if (version == RfbVersion.V3_3) { // the server alone decides
      state = State.ANSWER;
      byte[] say = new byte[Integer.BYTES + VncChallenge.BYTES];
      ByteBuffer.wrap(say).putInt(VNC_AUTHENTICATION).put(challenge);
      return Step.hear(say);
    }
    state = State.CHOICE;
    return Step.hear((byte) 1, VNC_AUTHENTICATION);
  }

  private Step choice(byte type) {
    if (type != VNC_AUTHENTICATION) {
      return refused(version, "This console needs VNC authentication");
    }
    state = State.ANSWER;
    return Step.hear(challenge.clone());
  }

  private Step answer(byte[] said) {
    return VncChallenge.isAnswered(password, challenge, said)
        ? Step.passed(OK.clone())
        : refused(version, "Wrong password");
  }

  /** Only since 3.8 a reason follows; without one today's viewers see no more than an end. */
  static Step refused(RfbVersion version, String why) {
    if (version != RfbVersion.V3_8) {
      return Step.failed(why, REFUSED.clone());
    }
    byte[] text = why.getBytes(StandardCharsets.US_ASCII);
    byte[] say = new byte[REFUSED.length + Integer.BYTES + text.length];
    ByteBuffer.wrap(say).put(REFUSED).putInt(text.length).put(text);
    return Step.failed(why, say);
  }
}
