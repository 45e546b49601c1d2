package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.GatewayGrant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One console as the operator sees it.
 *
 * @param name which nothing else has had since the proxy started, such as {@code C12}
 * @param grant of the gateway; null: the console has a port of its own
 * @param project of the machine; empty: the proxy was not told
 * @param target node and port of the machine's VNC server
 * @param viewer where it is; empty: nobody came yet
 * @param in bytes that the viewer has said
 * @param out bytes that the machine has said
 */
record ConsoleView(
    String name,
    String type,
    @Nullable GatewayGrant grant,
    String project,
    String target,
    String viewer,
    Instant since,
    State state,
    long in,
    long out) {
  enum State {
    /** The machine's server is being connected. */
    ASKED("asked"),
    /** For its viewer. */
    WAITING("waiting"),
    /** A viewer has come. */
    LIVE("live");

    final String word;

    State(String word) {
      this.word = word;
    }
  }

  /** What the operator calls it by. */
  String session() {
    return grant == null ? name : grant.session();
  }
}
