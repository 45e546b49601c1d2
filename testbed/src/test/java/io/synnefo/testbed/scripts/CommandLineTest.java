package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path empty;

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "status", "test", "bench", "goldens"})
  void anUnknownOptionIsNamedAndNothingIsDone(String command) throws Exception {
    Script.Result result = Script.of("synnefo", command, "--nonsense").run();
    assertAll(
        () -> assertEquals(2, result.exit()),
        () -> assertTrue(result.text().contains("'--nonsense'"), result.text()));
  }

  @ParameterizedTest
  @CsvSource({
    "--db, oracle",
    "--instances, 0",
    "--instances, many",
    "--ganeti, maybe",
    "--listen, everywhere",
    "--listen, ::1",
    "--listen, 127.0.0.256",
    "--listen, 127.0.1",
    "--prefix, Snf",
    "--prefix, a-b"
  })
  void aWrongValueIsRefused(String option, String value) throws Exception {
    Path state = empty.resolve("run");
    Script.Result result =
        Script.of("synnefo", "up", option, value, "--state", state.toString()).run();
    assertAll(
        () -> assertEquals(2, result.exit()),
        () -> assertTrue(result.text().contains(option), result.text()),
        () -> assertFalse(state.toFile().exists()));
  }

  @Test
  void anAddressThatTheServerCannotServeIsRefusedWithWhatItCan() throws Exception {
    String state = empty.resolve("run").toString();
    Script.Result result = Script.of("synnefo", "up", "--listen", "::1", "--state", state).run();
    assertEquals(
        "synnefo: --listen is an IPv4 address such as 127.0.0.1, not '::1'\n", result.text());
  }

  @Test
  void twoInstancesCannotShareH2() throws Exception {
    String state = empty.resolve("run").toString();
    Script.Result result =
        Script.of("synnefo", "up", "--instances", "2", "--db", "h2", "--state", state).run();
    assertEquals(2, result.exit(), result.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "down", "status", "test", "bench", "admin", "fmt", "goldens", "deb"})
  void everyCommandOfTheHelpTellsItsOptions(String command) throws Exception {
    String help = Script.of("synnefo", "--help").run().succeeded().text();
    String own = Script.of("synnefo", command, "--help").run().succeeded().text();
    assertAll(
        () -> assertTrue(help.contains("\n  " + command + " "), help),
        () -> assertTrue(own.startsWith("usage: ./synnefo " + command), own));
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, there is no 'nonsense'",
    "queue inspect, needs the name of one queue",
    "queue inspect a/b, 'a/b' is no name of a queue",
    "queue inspect a --limit many, --limit 'many' is no number",
    "queue retry a, needs either --id ID or --all",
    "queue retry a --id 1 --all, needs either --id ID or --all",
    "queue inspect a --limit 0, --limit is from 1 to 200",
    "queue purge a, needs --yes",
    "queue purge a --id 1 --yes, 'queue purge' takes no --id",
    "explain a --all, 'explain a' takes no --all",
    "status-check --timeout 46, --timeout is from 1 to 45",
    "queue, 'queue' needs list",
    "backend list all, takes no name",
    "status-check all, takes no name",
    "status-checks, there is no 'status-checks'",
    "explained snf-1, there is no 'explained snf-1'",
    "status-check --timeout many, --timeout 'many' is no number",
    "explain, 'explain' needs one server",
    "explain a/b, 'a/b' is no id",
    "queue list --state /nowhere, there is no cloud in /nowhere"
  })
  void anOperatorsCommandThatCannotBeIsRefused(String arguments, String told) throws Exception {
    Script.Result result =
        Script.bash(List.of(), Script.root().resolve("synnefo") + " admin " + arguments).run();
    assertAll(
        () -> assertEquals(2, result.exit()),
        () -> assertTrue(result.text().contains(told), result.text()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', walk",
    "nonsense, 'nonsense'",
    "walk --events none, --events",
    "hang --gets 0, --gets",
    "dispatch --events 0, --events"
  })
  void aBenchThatCannotBeStartsNothing(String arguments, String told) throws Exception {
    Script.Result result =
        Script.bash(List.of(), Script.root().resolve("synnefo") + " bench " + arguments).run();
    assertAll(
        () -> assertEquals(2, result.exit()),
        () -> assertTrue(result.text().contains(told), result.text()));
  }

  @Test
  void statusOfNoCloudIsAnError() throws Exception {
    Script.Result result = Script.of("synnefo", "status", "--state", empty.toString()).run();
    assertEquals(2, result.exit(), result.text());
  }
}
