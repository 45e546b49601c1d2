package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The event daemon as a program. */
public final class Main {
  static final int STOPPED = 0;
  static final int DEFECT = 1;
  static final int USAGE = 2;
  static final int SETTINGS = 3;
  static final int NOT_STARTED = 4;
  static final int NEEDS_OPERATOR = 5;
  static final int NOT_RUNNING = 6;

  static {
    System.setProperty("java.util.logging.manager", LogSetup.KeptHandlers.class.getName());
  }

  private static final System.Logger LOG = System.getLogger(Main.class.getName());

  private final AtomicInteger exitCode = new AtomicInteger(STOPPED);
  private final CommandLine options;
  private final Readiness readiness = new Readiness(System.getenv());
  private @Nullable PidFile pidFile;

  private Main(CommandLine options) {
    this.options = options;
  }

  /** Runs until SIGTERM; the exit codes are those that {@code --help} lists. */
  public static void main(String[] args) throws InterruptedException {
    CommandLine options;
    try {
      options = CommandLine.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + " (see --help)");
      System.exit(USAGE);
      return;
    }
    switch (options.action()) {
      case HELP -> printHelp();
      case VERSION -> System.out.println("synnefo-eventd " + version());
      case RUN -> System.exit(new Main(options).run());
      case STATUS, STATUS_JSON, METRICS, LEVEL_INFO, LEVEL_DEBUG ->
          System.exit(new Main(options).ask());
    }
  }

  /** Puts the question to the running daemon of these settings. */
  private int ask() {
    try {
      Path socket = reader().statusSocket(options.overrides());
      String word =
          switch (options.action()) {
            case STATUS_JSON -> "json";
            case METRICS -> "metrics";
            case LEVEL_INFO -> "info";
            case LEVEL_DEBUG -> "debug";
            default -> "table";
          };
      String answer = StatusClient.ask(socket, word);
      System.out.print(answer.substring(answer.indexOf('\n') + 1));
      return answer.startsWith(StatusServer.WELL) ? STOPPED : NEEDS_OPERATOR;
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return SETTINGS;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return NOT_RUNNING;
    }
  }

  private int run() throws InterruptedException {
    EventDaemon daemon;
    try {
      LogSetup.to(options.log(), options.debug());
      EventdSettings settings = settings();
      if (settings.logAsJson()) {
        LogSetup.asJson();
      }
      if (options.pidFile() != null) {
        pidFile = PidFile.take(options.pidFile());
      }
      daemon = new EventDaemon(settings, version());
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return SETTINGS;
    } catch (IOException e) {
      System.err.println("cannot start: " + Faults.text(e));
      return NOT_STARTED;
    }
    LOG.log(System.Logger.Level.INFO, "synnefo-eventd " + version() + " starts");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(daemon), "stop"));
    if (!daemon.run(readiness)) {
      exitCode.set(DEFECT);
    }
    return exitCode.get();
  }

  private EventdSettings settings() throws SettingsException {
    return reader().settings(options.overrides());
  }

  private SettingsReader reader() {
    SettingsReader reader = new SettingsReader(System.getenv());
    if (options.config() != null) {
      reader.file(options.config());
    }
    return reader;
  }

  /** Ends the process itself: the JDK's own code after a signal would be 143. */
  private void shutDown(EventDaemon daemon) {
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

  private static void printHelp() {
    System.out.print(CommandLine.USAGE);
    SettingsReader.DEFAULTS.forEach((key, value) -> System.out.println("  " + key + " = " + value));
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
