package io.synnefo.console;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A console that waits for its viewer.
 *
 * @param host for a viewer, which comes to {@code port}
 * @param secret the viewer's password, 8 letters and digits; of {@link ConsoleKind#NOVNC} the
 *     token, 43 characters. It opens the console once, and is told to who asked and nobody else
 * @param gateway where a browser opens its WebSocket; null for all other kinds
 */
public record OpenedConsole(
    ConsoleKind kind, String host, int port, String secret, @Nullable URI gateway) {
  /** As it may stand in a log. */
  @Override
  public String toString() {
    return kind.word() + " console at " + host + ":" + port;
  }
}
