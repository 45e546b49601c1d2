package io.synnefo.wire.vnc;

import java.time.Duration;

/**
 * Who may come to the gateway with which token.
 *
 * @param session what the operator and a later revocation call it; no secret
 * @param tokenHash {@link ConsoleToken#hash}
 * @param life how long the token may wait for its first and only use
 * @param server whose console it is, as the API calls it
 * @param user who asked
 */
public record GatewayGrant(
    String session, String tokenHash, Duration life, String server, String user) {
  /** As it may stand in a log. */
  @Override
  public String toString() {
    return "session " + session + " of server " + server + " for user " + user;
  }
}
