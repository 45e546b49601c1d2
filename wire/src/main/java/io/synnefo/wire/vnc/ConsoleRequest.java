package io.synnefo.wire.vnc;

import org.jspecify.annotations.Nullable;

/**
 * A console that is asked for.
 *
 * @param host name or address of the node that the machine runs on
 * @param port of the machine's VNC server there
 * @param password the viewer's, 1 to 8 characters. The gateway wants a token, and this is told to
 *     nobody: the daemon of 2011, which knows no gateway, would let anybody in with an empty one
 * @param project of the server, whose consoles a proxy of ours counts; others do not look at it;
 *     empty: nobody's
 * @param grant of the gateway; null for all other types
 */
public record ConsoleRequest(
    ConsoleType type,
    String host,
    int port,
    String password,
    String project,
    @Nullable GatewayGrant grant) {
  /** As it may stand in a log: no password. */
  @Override
  public String toString() {
    return type.word() + " console of " + host + ":" + port;
  }
}
