package io.synnefo.program;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, on a socket such as it has. */
class ReadinessTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** As systemd does, it closes what comes with the barrier: socat would keep it. */
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      while True:
          with open(sys.argv[2], 'ab') as out:
              out.write(s.recv(4096) + b'\\n')
      """;

  @TempDir private Path dir;
  private Path socket;
  private Path heard;
  private Process listener;

  @BeforeEach
  void listen() throws IOException {
    socket = dir.resolve("notify");
    heard = dir.resolve("heard");
    listener =
        new ProcessBuilder("python3", "-c", LISTENER, socket.toString(), heard.toString())
            .inheritIO()
            .start();
    await().atMost(LONG).until(() -> Files.exists(socket) || !listener.isAlive());
  }

  @AfterEach
  void stopListening() {
    listener.destroy();
  }

  @Test
  void itIsToldWhenTheDaemonIsReadyAndWhenItStops() throws Exception {
    Readiness readiness = new Readiness(at(socket.toString()), List.of("systemd-notify"), LONG);
    readiness.ready("watching /queue");
    readiness.status("PASSIVE");
    readiness.stopping();
    List<String> all = List.of("READY=1", "STATUS=watching /queue", "STATUS=PASSIVE", "STOPPING=1");
    await().atMost(LONG).untilAsserted(() -> assertEquals(all, told()));
  }

  @Test
  void nobodyIsToldWhereNoServiceManagerIs() throws Exception {
    new Readiness(Map.of(), List.of("touch", heard.toString()), LONG).ready("");
    assertEquals(List.of(), told());
  }

  @Test
  void whoDoesNotAnswerHoldsNothingUp() {
    Readiness slow =
        new Readiness(at("/nowhere"), List.of("sh", "-c", "exec sleep 60"), Duration.ofMillis(50));
    assertTimeout(LONG, slow::stopping);
  }

  @Test
  void aFailureIsNoneOfTheDaemons() throws Exception {
    new Readiness(at(dir + "/nobody"), List.of("systemd-notify"), LONG).ready("");
    new Readiness(at(dir + "/nobody"), List.of(dir + "/no-such-program"), LONG).stopping();
    assertEquals(List.of(), told());
  }

  private static Map<String, String> at(String socket) {
    return Map.of("NOTIFY_SOCKET", socket);
  }

  /** All assignments heard, but for the barriers, which systemd-notify adds. */
  private List<String> told() throws IOException {
    if (!Files.exists(heard)) {
      return List.of();
    }
    try (var lines = Files.lines(heard, StandardCharsets.UTF_8)) {
      return lines.filter(line -> !line.equals("BARRIER=1")).toList();
    }
  }
}
