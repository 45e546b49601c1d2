package io.synnefo.vncauthproxy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy's options.
 *
 * @param session which is to end; empty: none
 */
record CommandLine(
    Action action,
    String session,
    boolean debug,
    Optional<Path> config,
    Optional<Path> log,
    Optional<Path> pidFile) {

  enum Action {
    RUN,
    HELP,
    VERSION,
    STATUS,
    STATUS_JSON,
    SESSIONS,
    SESSIONS_JSON,
    KILL,
    METRICS,
    RELOAD,
    LEVEL_INFO,
    LEVEL_DEBUG
  }

  static final String USAGE =
      """
      Usage: java -jar synnefo-vncauthproxy.jar [options]
             java -jar synnefo-vncauthproxy.jar passwd [-n] [-d] [-p PASSWORD] FILE USER
      Shows consoles of machines to who has the password that they were asked for with.

        -c, --config FILE   settings, as key=value lines
        -d, --debug         log every connection
        -l, --log FILE      log to the file instead of standard error
            --pid-file FILE write the process id there; the file is locked while running
            --status        how the running proxy fares; with --json for programs
            --metrics       the same for Prometheus
            --sessions      the consoles of the running proxy; with --json for programs
            --kill SESSION  one of them ends, and its viewer is told so
            --reload        the running proxy reads users, certificate and what can be reloaded
                            of the gateway's settings anew, as at SIGHUP
            --log-level info|debug
                            the running proxy logs less, or every connection
            --version       print the version and exit
            --help          print this and exit

      Exit codes: 0 stopped by SIGTERM or SIGINT; 1 a defect, see the log; 2 wrong options;
      3 wrong or missing settings, all listed; 4 already running, or a file, a socket or a port
      cannot be used. Of --status, --sessions, --metrics, --reload and --log-level:
      0 all is well; 5 something needs an operator; 6 no proxy answers. Of --kill: 0 it ends;
      5 there is no such session.

      Settings (each may also come from the environment, SYNNEFO_VNCAUTHPROXY_ and the key in
      capitals with _ for -) and what they are if not set:
      """;

  /** The options; the exception's text says which one is wrong. */
  static CommandLine parse(String... args) {
    ArrayDeque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    Action action = Action.RUN;
    boolean debug = false;
    boolean json = false;
    String session = "";
    Map<String, Path> files = new HashMap<>();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "-d", "--debug" -> debug = true;
        case "--help", "-h" -> action = Action.HELP;
        case "--version" -> action = Action.VERSION;
        case "--status" -> action = Action.STATUS;
        case "--json" -> json = true;
        case "--sessions" -> action = Action.SESSIONS;
        case "--kill" -> {
          action = Action.KILL;
          session = session(value(option, rest));
        }
        case "--metrics" -> action = Action.METRICS;
        case "--reload" -> action = Action.RELOAD;
        case "--log-level" -> action = level(value(option, rest));
        case "-c", "--config" -> files.put("config", Path.of(value(option, rest)));
        case "-l", "--log" -> files.put("log", Path.of(value(option, rest)));
        case "--pid-file" -> files.put("pid", Path.of(value(option, rest)));
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new CommandLine(
        json ? asJson(action) : action,
        session,
        debug,
        Optional.ofNullable(files.get("config")),
        Optional.ofNullable(files.get("log")),
        Optional.ofNullable(files.get("pid")));
  }

  private static Action asJson(Action action) {
    return switch (action) {
      case STATUS -> Action.STATUS_JSON;
      case SESSIONS -> Action.SESSIONS_JSON;
      default -> throw new IllegalArgumentException("--json goes with --status and --sessions");
    };
  }

  private static String session(String name) {
    if (name.matches("[A-Za-z0-9-]{1,64}")) {
      return name;
    }
    throw new IllegalArgumentException("--kill: no session has such a name");
  }

  private static Action level(String word) {
    return switch (word) {
      case "info" -> Action.LEVEL_INFO;
      case "debug" -> Action.LEVEL_DEBUG;
      default -> throw new IllegalArgumentException("--log-level is info or debug, not " + word);
    };
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }
}
