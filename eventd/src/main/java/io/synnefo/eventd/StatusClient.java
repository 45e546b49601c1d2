package io.synnefo.eventd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the running daemon. */
final class StatusClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 4 << 20;

  private StatusClient() {}

  /** Its answer; the exception's text says why there is none. */
  static String ask(Path socket, String word) throws IOException {
    try (UnixPeer daemon = UnixPeer.connect(socket, PATIENCE)) {
      daemon.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
      return new String(daemon.readUntil(-1, MAX_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException("no daemon answers at " + socket + ": " + e.getMessage(), e);
    }
  }
}
