package io.synnefo.vncauthproxy;

import io.synnefo.program.LogSetup;
import io.synnefo.program.StatusClient;
import io.synnefo.wire.text.PrometheusText;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Answers who asks for the status: one word on the Unix socket ({@code table}, {@code json}, {@code
 * metrics}, {@code sessions}, {@code sessions-json}, {@code info}, {@code debug}, {@code reload},
 * or {@code kill} and a name), one answer below a line that tells the health, or whether there was
 * something to kill; and {@code GET /metrics}.
 */
final class StatusDesk {
  /** The first line of each answer if nothing needs an operator. */
  static final String WELL = StatusClient.WELL;

  /** What stands before the name of a session that is to end. */
  static final String KILL = "kill ";

  static final int MOST_BYTES = 4096;

  private final Supplier<ProxyStatus> status;
  private final Runnable reload;
  private final Workers workers;
  private final House house;

  /** To reload may ask a name server, and so is work for others than a loop. */
  StatusDesk(Supplier<ProxyStatus> status, Runnable reload, Workers workers, House house) {
    this.status = status;
    this.reload = reload;
    this.workers = workers;
    this.house = house;
  }

  /** On the Unix socket. */
  void word(Loop loop, boolean complete, byte[] question, Reply reply) {
    String word = new String(question, StandardCharsets.US_ASCII).strip();
    if (word.startsWith(KILL)) {
      boolean killed = house.kill(word.substring(KILL.length()));
      send(reply, killed ? WELL + "ended\n" : "not well\nthere is no such session\n");
      return;
    }
    if (!word.equals("reload")) {
      answer(word, reply);
    } else if (!workers.take(() -> reload(loop, reply))) {
      send(reply, StatusClient.NOT_WELL + "too many are asking\n");
    }
  }

  private void reload(Loop loop, Reply reply) {
    reload.run();
    loop.execute(() -> answer("reload", reply));
  }

  private void answer(String word, Reply reply) {
    ProxyStatus now = status.get();
    String health = now.isHealthy() ? WELL : StatusClient.NOT_WELL;
    send(reply, health + answer(word, now));
  }

  private String answer(String word, ProxyStatus now) {
    return switch (word) {
      case "table", "reload" -> StatusText.table(now);
      case "json" -> StatusText.json(now);
      case "metrics" -> StatusText.metrics(now);
      case "sessions" -> SessionsText.table(house.views());
      case "sessions-json" -> SessionsText.json(house.views());
      case "info", "debug" -> {
        LogSetup.level(word.equals("debug"));
        yield "log level is " + word + "\n";
      }
      default -> "no such question\n";
    };
  }

  /** Over HTTP, without secrets and so without a password. */
  void http(Loop loop, boolean complete, byte[] question, Reply reply) {
    String line = new String(question, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    if (!complete || !line.matches("[A-Z]+ [^ ]+ HTTP/1\\.[01]")) {
      http(reply, "400 Bad Request", "");
    } else if (line.startsWith("GET /metrics ")) {
      http(reply, "200 OK", StatusText.metrics(status.get()));
    } else {
      http(reply, "404 Not Found", "");
    }
  }

  private static void http(Reply reply, String result, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    send(
        reply,
        "HTTP/1.1 "
            + result
            + "\r\nContent-Type: "
            + PrometheusText.MEDIA_TYPE
            + "\r\nContent-Length: "
            + length
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  private static void send(Reply reply, String text) {
    reply.send(text.getBytes(StandardCharsets.UTF_8), () -> {});
  }
}
