package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The proxy's part of RFB towards a viewer whose token has said already that it may see the
 * console. What follows, from ClientInit on, is between the viewer and the machine.
 */
final class NoneHandshake implements Handshake {
  private static final byte NONE = 1;
  private static final byte[] OK = {0, 0, 0, 0};

  private RfbVersion version = RfbVersion.V3_8;
  private boolean chosen; // the version

  @Override
  public Step open() {
    return Step.hear(RfbVersion.V3_8.bytes());
  }

  @Override
  public int wanted() {
    return chosen ? 1 : RfbVersion.BYTES;
  }

  @Override
  public Step take(byte[] said) {
    return chosen ? choice(said[0]) : version(said);
  }

  private Step version(byte[] said) {
    Optional<RfbVersion> found = RfbVersion.of(said);
    if (found.isEmpty()) {
      return Step.failed("the viewer speaks no version of RFB that is known");
    }
    version = found.get();
    chosen = true;
    if (version == RfbVersion.V3_3) { // the server alone decides
      return Step.passed(ByteBuffer.allocate(Integer.BYTES).putInt(NONE).array());
    }
    return Step.hear((byte) 1, NONE);
  }

  /** Before 3.8 nothing follows a choice of no authentication. */
  private Step choice(byte type) {
    if (type != NONE) {
      return ViewerHandshake.refused(version, "This console needs no authentication");
    }
    return version == RfbVersion.V3_8 ? Step.passed(OK.clone()) : Step.passed();
  }
}
