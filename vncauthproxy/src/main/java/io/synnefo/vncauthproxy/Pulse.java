package io.synnefo.vncauthproxy;

import java.io.IOException;

/** Whether a viewer is still there, by what it answers to pings, one a period. */
final class Pulse {
  private static final int MOST_MISSED = 2; // a network may lose one

  private final Stream viewer;
  private long signs;
  private int missed = -1; // before the first ping nothing can be

  Pulse(Stream viewer) {
    this.viewer = viewer;
    this.signs = viewer.signs();
  }

  /**
   * A period has passed; false: the viewer is gone. Else it is pinged.
   *
   * @param alive whether it is anyhow, or its silence says nothing: its machine takes nothing it
   *     sends
   */
  boolean beat(boolean alive) throws IOException {
    long now = viewer.signs();
    missed = alive || now != signs ? 0 : missed + 1;
    signs = now;
    if (missed >= MOST_MISSED) {
      return false;
    }
    viewer.ping();
    return true;
  }
}
