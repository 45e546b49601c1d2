package io.synnefo.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a running program: a word, and a line of health with the answer below it. */
public final class StatusClient {
  /** The first line of each answer if nothing needs an operator, or what was asked for is done. */
  public static final String WELL = "well\n";

  /** The first line of the others. */
  public static final String NOT_WELL = "needs an operator\n";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 32 << 20;

  private StatusClient() {}

  /**
   * The whole answer, which comes within ten seconds and is no longer than 32 MiB.
   *
   * @throws IOException the text says why there is none
   */
  public static String ask(Path socket, String word) throws IOException {
    try (UnixPeer program = UnixPeer.connect(socket, PATIENCE)) {
      program.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
      return new String(program.readUntil(-1, MAX_ANSWER), StandardCharsets.UTF_8);
    }
  }
}
