package io.synnefo.program;

/** With what our programs end, as their {@code --help} lists it. */
public final class ExitCode {
  /** Stopped by a signal, or what was asked for is done and all is well. */
  public static final int STOPPED = 0;

  /** A thread died of a defect. */
  public static final int DEFECT = 1;

  /** The options are wrong. */
  public static final int USAGE = 2;

  /** The settings are wrong. */
  public static final int SETTINGS = 3;

  /** It runs already, or a file, a socket or a port cannot be used. */
  public static final int NOT_STARTED = 4;

  /** The running program was asked, and something needs an operator. */
  public static final int NEEDS_OPERATOR = 5;

  /** The running program was asked, and there is none. */
  public static final int NOT_RUNNING = 6;

  private ExitCode() {}
}
