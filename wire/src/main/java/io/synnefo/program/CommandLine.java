package io.synnefo.program;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a program was told when it was started.
 *
 * @param question the word that the running program is to be asked; empty unless that is the action
 * @param debug whether more than usual is logged
 * @param config the file of settings
 * @param log the file to log to; empty: standard error
 * @param pidFile the file for the process id; empty: none
 * @param overrides settings that stand above file and environment
 */
public record CommandLine(
    Action action,
    String question,
    boolean debug,
    Optional<Path> config,
    Optional<Path> log,
    Optional<Path> pidFile,
    Map<String, String> overrides) {
  /** The overrides do not change any more. */
  public CommandLine {
    overrides = Map.copyOf(overrides);
  }

  /** What it is to do. */
  public enum Action {
    /** Run until it is stopped. */
    RUN,
    /** Print its help. */
    HELP,
    /** Print its version. */
    VERSION,
    /** Put a question to the one that runs. */
    ASK
  }
}
