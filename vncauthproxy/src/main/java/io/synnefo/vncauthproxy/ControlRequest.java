package io.synnefo.vncauthproxy;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.GatewayGrant;
import org.jspecify.annotations.Nullable;

/**
 * What a console is asked for with.
 *
 * @param sourcePort where the viewer is to connect to; 0: any port of the pool
 * @param host name or address of the node
 * @param port of the machine's VNC server there
 * @param password of the viewer's
 * @param user who asks; empty on the Unix socket
 * @param userPassword his
 * @param named whether the request itself said which type
 * @param project whose consoles this counts among; empty: nobody's
 * @param grant for the gateway, where there is no password; null for all other types
 */
record ControlRequest(
    int sourcePort,
    String host,
    int port,
    String password,
    ConsoleType type,
    String user,
    String userPassword,
    boolean named,
    String project,
    @Nullable GatewayGrant grant)
    implements Asked {
  private static final int LONGEST = 255;

  /** Whether by WebSocket. */
  boolean framed() {
    return type != ConsoleType.VNC;
  }

  /** Whether over TLS at a port of its own. */
  boolean encrypted() {
    return type == ConsoleType.VNC_WSS;
  }

  /** As it may stand in a log: no password. */
  @Override
  public String toString() {
    String what = type.word() + " console of " + target();
    if (grant != null) {
      what += ", session " + grant.session();
      what += " of server " + grant.server() + " for user " + grant.user();
    }
    return hasProject() ? what + " of project " + project : what;
  }

  /** Whether it was told whose it is. */
  boolean hasProject() {
    return !project.isEmpty();
  }

  /** The machine's VNC server, for people. */
  String target() {
    return Printable.of(host, LONGEST) + ":" + port;
  }
}
