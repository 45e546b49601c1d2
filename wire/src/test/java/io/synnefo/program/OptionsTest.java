package io.synnefo.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.program.CommandLine.Action;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static CommandLine parse(String... args) {
    return new Options()
        .question("--sessions", "sessions", "sessions-json")
        .question("--reload", "reload", "")
        .question("--kill", name -> "kill " + name)
        .setting("--queue-dir", "queue-dir")
        .parse(args);
  }

  @Test
  void withoutOptionsItRunsAndLogsToStandardError() {
    CommandLine plain =
        new CommandLine(
            Action.RUN, "", false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    assertEquals(plain, parse());
  }

  @Test
  void filesAndSettingsAreTakenFromTheirOptions() {
    CommandLine all =
        new CommandLine(
            Action.RUN,
            "",
            true,
            Optional.of(Path.of("/conf")),
            Optional.of(Path.of("/log")),
            Optional.of(Path.of("/pid")),
            Map.of("queue-dir", "/queue"));
    assertEquals(
        all,
        parse("-d", "-c", "/conf", "-l", "/log", "--pid-file", "/pid", "--queue-dir", "/queue"));
    assertEquals(
        all,
        parse(
            "--debug --config /conf --log /log --pid-file /pid --queue-dir /queue".split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "--status,           ASK,     table",
    "--status --json,    ASK,     json",
    "--json --status,    ASK,     json",
    "--metrics,          ASK,     metrics",
    "--log-level debug,  ASK,     debug",
    "--log-level info,   ASK,     info",
    "--sessions,         ASK,     sessions",
    "--sessions --json,  ASK,     sessions-json",
    "--reload,           ASK,     reload",
    "--kill C1,          ASK,     kill C1",
    "--kill C1 --status, ASK,     table",
    "--status --help,    HELP,    ''",
    "-h,                 HELP,    ''",
    "--version,          VERSION, ''",
  })
  void whatIsToBeDoneIsWhatTheLastOfThemSays(String options, Action action, String question) {
    CommandLine found = parse(options.split(" ", -1));
    assertEquals(action, found.action());
    assertEquals(question, found.question());
  }

  @ParameterizedTest
  @CsvSource({
    "--no-such,           no such option: --no-such",
    "--log,               --log needs a value",
    "--kill,              --kill needs a value",
    "--queue-dir,         --queue-dir needs a value",
    "--log-level loud,    '--log-level is info or debug, not loud'",
    "--json,              --json goes with --status and --sessions",
    "--json --metrics,    --json goes with --status and --sessions",
    "--status --json -h,  --json goes with --status and --sessions",
  })
  void aWrongOneIsNamed(String options, String fault) {
    assertEquals(
        fault,
        assertThrows(IllegalArgumentException.class, () -> parse(options.split(" ", -1)))
            .getMessage());
  }
}
