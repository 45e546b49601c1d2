package io.synnefo.wire.vnc;

import org.jspecify.annotations.Nullable;

/** What a proxy is asked by the control protocol, once a connection. */
public sealed interface ControlRequest {
  /** Who asks; null at the Unix socket. */
  @Nullable ControlUser user();

  /**
   * To open a console.
   *
   * @param sourcePort where its viewer is to connect to; 0: any port of the proxy's
   * @param typed whether the request says its type; that of 2011 does not, and means plain VNC
   */
  record Open(ConsoleRequest console, int sourcePort, boolean typed, @Nullable ControlUser user)
      implements ControlRequest {}

  /** To end a session of the gateway, which only our own proxy knows. */
  record Revoke(String session, @Nullable ControlUser user) implements ControlRequest {}
}
