package io.synnefo.vncauthproxy;

import java.io.IOException;

/** A WebSocket client broke the protocol; the code is that of the close frame it is told with. */
final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  final int code;

  FrameException(int code, String why) {
    super(why);
    this.code = code;
  }
}
