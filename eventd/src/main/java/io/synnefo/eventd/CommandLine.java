package io.synnefo.eventd;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The daemon's options. */
record CommandLine(
    Action action,
    boolean debug,
    @Nullable Path config,
    @Nullable Path log,
    @Nullable Path pidFile,
    Map<String, String> overrides) {

  enum Action {
    RUN,
    HELP,
    VERSION,
    STATUS,
    STATUS_JSON,
    METRICS,
    LEVEL_INFO,
    LEVEL_DEBUG
  }

  static final String USAGE =
      """
      Usage: java -jar synnefo-eventd.jar [options]
      Publishes what Ganeti's jobs do to this cloud's instances.

        -c, --config FILE   settings, as key=value lines
        -d, --debug         log every event
        -l, --log FILE      log to the file instead of standard error
            --pid-file FILE write the process id there; the file is locked while running
            --queue-dir DIR Ganeti's job queue, instead of the setting queue-dir
            --status        how the running daemon fares; with --json for programs
            --metrics       the same for Prometheus
            --log-level info|debug
                            the running daemon logs less, or every event
            --version       print the version and exit
            --help          print this and exit

      Exit codes: 0 stopped by SIGTERM or SIGINT; 1 a defect, see the log; 2 wrong options;
      3 wrong or missing settings, all listed, a state-dir that cannot be written among them;
      4 already running, or the pid file, the log, a file of the state or the status socket
      cannot be written. Of --status, --metrics and --log-level:
      0 all is well; 5 something needs an operator; 6 no daemon answers. While the broker, its exchange, its queue or the job queue is
      away, the daemon says so in its log and tries on.

      Settings (each may also come from the environment, SYNNEFO_EVENTD_ and the key in capitals
      with _ for . and -) and what they are if not set:
      """;

  /** The options; the exception's text says which one is wrong. */
  static CommandLine parse(String... args) {
    ArrayDeque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    Action action = Action.RUN;
    boolean debug = false;
    boolean json = false;
    Map<String, Path> files = new HashMap<>();
    Map<String, String> overrides = new HashMap<>();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "-d", "--debug" -> debug = true;
        case "--help", "-h" -> action = Action.HELP;
        case "--version" -> action = Action.VERSION;
        case "--status" -> action = Action.STATUS;
        case "--json" -> json = true;
        case "--metrics" -> action = Action.METRICS;
        case "--log-level" -> action = level(value(option, rest));
        case "-c", "--config" -> files.put("config", Path.of(value(option, rest)));
        case "-l", "--log" -> files.put("log", Path.of(value(option, rest)));
        case "--pid-file" -> files.put("pid", Path.of(value(option, rest)));
        case "--queue-dir" -> overrides.put("queue-dir", value(option, rest));
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    if (json && action != Action.STATUS) {
      throw new IllegalArgumentException("--json goes with --status");
    }
    if (json) {
      action = Action.STATUS_JSON;
    }
    return new CommandLine(
        action, debug, files.get("config"), files.get("log"), files.get("pid"), overrides);
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
