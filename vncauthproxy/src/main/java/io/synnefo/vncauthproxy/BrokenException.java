package io.synnefo.vncauthproxy;

import java.io.IOException;

/** A connection broke: whose it was decides what a viewer is told. */
final class BrokenException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Stream side;

  BrokenException(Stream side, IOException cause) {
    super(cause.getMessage(), cause);
    this.side = side;
  }

  boolean isOf(Stream other) {
    return side == other;
  }
}
