package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts make of the API's answers. */
class ApiCallTest {
  @TempDir Path state;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/none", exchange -> exchange.close());
    server.createContext(
        "/cut",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("{\"retried\":".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    Files.writeString(state.resolve("api.token"), "x-auth-token: t");
    Files.writeString(state.resolve("api.body"), "{\"retried\":1}");
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  /** Called as the operator's tools do: where bash does not stop at an error by itself. */
  private Script.Result call(String path) throws Exception {
    return Script.bash(
            List.of("api"),
            "answer=$(api_call GET http://127.0.0.1:%d%s) || exit 3; echo \"told $answer\""
                .formatted(server.getAddress().getPort(), path))
        .with("STATE", state)
        .run();
  }

  @Test
  void whereNobodyAnswersALoginThatBeforeItIsNotTold() throws Exception {
    Files.writeString(state.resolve("api.catalog"), "{\"token\":{}}");
    Script.Result result =
        Script.bash(
                List.of("secrets", "api"),
                "api_token http://127.0.0.1:%d/none admin <<<{} || exit 3"
                    .formatted(server.getAddress().getPort()))
            .with("STATE", state)
            .run();
    assertEquals(3, result.exit());
    assertTrue(result.text().contains("no token for admin from http://127.0.0.1:"), result.text());
    assertTrue(result.text().endsWith("/none: no answer\n"), result.text());
  }

  @Test
  void whereThereIsNoAnswerThatOfTheRequestBeforeIsNotTaken() throws Exception {
    Script.Result result = call("/none");
    assertAll(
        () -> assertEquals(3, result.exit(), result.text()),
        () -> assertTrue(result.text().contains("/none: no whole answer"), result.text()),
        () -> assertFalse(result.text().contains("told"), result.text()));
  }

  @Test
  void halfAnAnswerIsNone() throws Exception {
    Script.Result result = call("/cut");
    assertAll(
        () -> assertEquals(3, result.exit(), result.text()),
        () -> assertFalse(result.text().contains("told"), result.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'retried':7,'left':0} | 0 | 7 retried",
        "{'retried':7,'left':2} | 1 | 7 retried, 2 left",
      })
  void aRetryThatLeavesSomeTellsHowManyAndIsNotDone(String answer, int exit, String told)
      throws Exception {
    Script.Result result =
        Script.bash(
                List.of("api", "admin"),
                "admin_call() { echo \"$ANSWER\"; }; admin_show retried POST /")
            .with("SHOW", "table")
            .with("ANSWER", answer.replace('\'', '"'))
            .run();
    assertAll(
        () -> assertEquals(exit, result.exit(), result.text()),
        () -> assertEquals(told, result.text().strip()));
  }
}
