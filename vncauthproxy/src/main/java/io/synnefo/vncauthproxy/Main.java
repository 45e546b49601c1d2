package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The VNC authentication proxy as a program. */
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
    // a handshake costs the server more than the client: one a connection
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
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
    if (args.length > 0 && args[0].equals("passwd")) {
      System.exit(passwd(Arrays.copyOfRange(args, 1, args.length)));
    }
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
      case VERSION -> System.out.println("synnefo-vncauthproxy " + version());
      case RUN -> System.exit(new Main(options).run());
      case STATUS,
          STATUS_JSON,
          SESSIONS,
          SESSIONS_JSON,
          KILL,
          METRICS,
          RELOAD,
          LEVEL_INFO,
          LEVEL_DEBUG ->
          System.exit(new Main(options).ask());
    }
  }

  private static int passwd(String... args) {
    try {
      new PasswdTool(System.out, Main::askPassword).run(args);
      return STOPPED;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(PasswdTool.USAGE);
      return USAGE;
    } catch (IOException e) {
      System.err.println(Faults.text(e));
      return NOT_STARTED;
    }
  }

  /** Without a terminal, the first line of standard input. */
  @SuppressWarnings("SystemConsoleNull") // a JDK that always has one reads the same line by it
  private static String askPassword() {
    java.io.Console terminal = System.console();
    if (terminal != null) {
      char[] typed = terminal.readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }
    Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
    return in.hasNextLine() ? in.nextLine() : "";
  }

  /** Puts the question to the running proxy of these settings. */
  private int ask() {
    try {
      Path socket = reader().statusSocket();
      String word =
          switch (options.action()) {
            case STATUS_JSON -> "json";
            case SESSIONS -> "sessions";
            case SESSIONS_JSON -> "sessions-json";
            case KILL -> StatusDesk.KILL + options.session();
            case METRICS -> "metrics";
            case RELOAD -> "reload";
            case LEVEL_INFO -> "info";
            case LEVEL_DEBUG -> "debug";
            default -> "table";
          };
      String answer = StatusClient.ask(socket, word);
      System.out.print(answer.substring(answer.indexOf('\n') + 1));
      return answer.startsWith(StatusDesk.WELL) ? STOPPED : NEEDS_OPERATOR;
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return SETTINGS;
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return NOT_RUNNING;
    }
  }

  private int run() throws InterruptedException {
    ProxyDaemon daemon;
    try {
      LogSetup.to(options.log().orElse(null), options.debug());
      ProxySettings settings = reader().settings();
      if (settings.logAsJson()) {
        LogSetup.asJson();
      }
      if (options.pidFile().isPresent()) {
        pidFile = PidFile.take(options.pidFile().get());
      }
      daemon = new ProxyDaemon(() -> reader().settings(), version());
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return SETTINGS;
    } catch (IOException e) {
      System.err.println("cannot start: " + Faults.text(e));
      return NOT_STARTED;
    }
    LOG.log(System.Logger.Level.INFO, "synnefo-vncauthproxy " + version() + " starts");
    HangUp.does(daemon::reload);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(daemon), "stop"));
    if (!daemon.run(readiness)) {
      exitCode.set(DEFECT);
    }
    return exitCode.get();
  }

  private SettingsReader reader() {
    return new SettingsReader(options.config(), System.getenv());
  }

  /** Ends the process itself: the JDK's own code after a signal would be 143. */
  private void shutDown(ProxyDaemon daemon) {
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
    System.out.print(GatewaySettings.HELP);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
