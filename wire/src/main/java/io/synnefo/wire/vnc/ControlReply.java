package io.synnefo.wire.vnc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy answers.
 *
 * @param ok whether it did what it was asked
 * @param port where the console waits; 0 when none was opened
 * @param address where that port is; null from a proxy of 2011, and when none was opened
 * @param gateway the gateway's WebSocket, without a token; null for all other types
 * @param reason why not; null when all is well, and from a proxy that gives none
 */
public record ControlReply(
    boolean ok,
    int port,
    @Nullable String address,
    @Nullable URI gateway,
    @Nullable String reason) {
  /** To a revocation. */
  public static ControlReply done() {
    return new ControlReply(true, 0, null, null, null);
  }

  /** To whatever was asked. */
  public static ControlReply failed(@Nullable String reason) {
    return new ControlReply(false, 0, null, null, reason);
  }
}
