package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Notices the end of a machine's server while its viewer is awaited. Before a viewer has spoken the
 * server has nothing to say, so whatever can be read there is the end of it.
 */
final class Watch implements Actor {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  private final Stream server;
  private final Runnable gone;

  /** From now on, until the stream is handed to another actor. */
  Watch(Stream server, Runnable gone) {
    this.server = server;
    this.gone = gone;
    server.handTo(this);
    server.want(true, false);
  }

  @Override
  public void act() {
    try {
      if (server.read(ByteBuffer.allocate(1)) != 0) {
        gone.run();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a machine's server is gone: " + e);
      gone.run();
    }
  }

  @Override
  public void abandon() {
    gone.run();
  }
}
