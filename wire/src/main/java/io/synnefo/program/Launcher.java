package io.synnefo.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A program of ours as a process, from its options to its exit code.
 *
 * @param <S> its settings
 */
public final class Launcher<S> {
  static {
    // before anything logs: the JDK asks for it once
    System.setProperty("java.util.logging.manager", LogSetup.KeptHandlers.class.getName());
  }

  private static final System.Logger LOG = System.getLogger(Launcher.class.getName());

  private final AtomicInteger exitCode = new AtomicInteger(ExitCode.STOPPED);
  private final Program<S> program;
  private final CommandLine options;
  private final Readiness readiness = new Readiness(System.getenv());
  private @Nullable PidFile pidFile;

  private Launcher(Program<S> program, CommandLine options) {
    this.program = program;
    this.options = options;
  }

  /**
   * Does what the options ask for, until SIGTERM if that is to run, and ends the process with a
   * code of {@link ExitCode}. Returns only after help or version, of which the code is 0.
   */
  public static <S> void launch(Program<S> program, String... args) throws InterruptedException {
    CommandLine options;
    try {
      options = program.options().parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + " (see --help)");
      System.exit(ExitCode.USAGE);
      return;
    }
    Launcher<S> launcher = new Launcher<>(program, options);
    switch (options.action()) {
      case HELP -> System.out.print(program.help());
      case VERSION -> System.out.println(program.name() + " " + launcher.version());
      case RUN -> System.exit(launcher.run());
      case ASK -> System.exit(launcher.ask());
    }
  }

  /** Puts the question to the running program of these settings. */
  private int ask() {
    Path socket;
    try {
      socket = program.statusSocket(options);
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return ExitCode.SETTINGS;
    }
    try {
      String answer = StatusClient.ask(socket, options.question());
      System.out.print(answer.substring(answer.indexOf('\n') + 1));
      boolean well = answer.startsWith(StatusClient.WELL);
      return well ? ExitCode.STOPPED : ExitCode.NEEDS_OPERATOR;
    } catch (IOException e) {
      System.err.println("no " + program.noun() + " answers at " + socket + ": " + e.getMessage());
      return ExitCode.NOT_RUNNING;
    }
  }

  private int run() throws InterruptedException {
    Daemon daemon;
    try {
      LogSetup.to(options.log().orElse(null), options.debug());
      S settings = program.settings(options);
      if (program.logAsJson(settings)) {
        LogSetup.asJson(program::about);
      }
      if (options.pidFile().isPresent()) {
        pidFile = PidFile.take(options.pidFile().get());
      }
      daemon = program.daemon(settings, options, version());
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return ExitCode.SETTINGS;
    } catch (IOException e) {
      System.err.println("cannot start: " + Faults.text(e));
      return ExitCode.NOT_STARTED;
    }
    LOG.log(System.Logger.Level.INFO, program.name() + " " + version() + " starts");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(daemon), "stop"));
    if (!daemon.run(readiness)) {
      exitCode.set(ExitCode.DEFECT);
    }
    return exitCode.get();
  }

  /** Ends the process itself: the JDK's own code after a signal would be 143. */
  private void shutDown(Daemon daemon) {
    try {
      readiness.stopping();
      daemon.stop();
      if (pidFile != null) {
        pidFile.release();
      }
      LOG.log(System.Logger.Level.INFO, "stopped");
    } catch (InterruptedException | IOException e) {
      LOG.log(System.Logger.Level.WARNING, "stopped, but: " + e);
    }
    Runtime.getRuntime().halt(exitCode.get());
  }

  private String version() {
    String version = program.getClass().getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
