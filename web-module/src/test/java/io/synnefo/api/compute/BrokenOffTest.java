package io.synnefo.api.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokenOffTest {
  private static final Logger ANSWERS = Logger.getLogger("io.synnefo.api.http.AnswerFilter");
  private static final Logger ALL = Logger.getLogger("");

  private final LinkedBlockingQueue<LogRecord> records = new LinkedBlockingQueue<>(10_000);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          records.offer(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ANSWERS.setLevel(Level.FINE);
    ALL.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    ALL.removeHandler(handler);
    ANSWERS.setLevel(null);
  }

  @Test
  void aClientThatBreaksOffInMidBodyIsNoErrorOfOurs() throws Exception {
    try (ApiServer api = new ApiServer(Clock.systemUTC())) {
      String token = api.token("demo");
      begin(URI.create(api.base()), token);
      LogRecord told = records.poll(30, TimeUnit.SECONDS);
      while (told != null && !told.getLoggerName().equals(ANSWERS.getName())) {
        told = records.poll(30, TimeUnit.SECONDS);
      }
      assertNotNull(told, "the request was not seen to fail");
      assertEquals(Level.FINE, told.getLevel(), told::getMessage);
      assertEquals(200, api.get("demo", "/compute/v2.1/servers").statusCode());
    }
    List<String> loud =
        records.stream()
            .filter(entry -> entry.getLevel().intValue() > Level.INFO.intValue())
            .map(LogRecord::getMessage)
            .toList();
    assertTrue(loud.isEmpty(), loud.toString());
  }

  /** Sends less than it promised and is gone. */
  private static void begin(URI base, String token) throws IOException {
    String request =
        String.join(
            "\r\n",
            "POST /compute/v2.1/servers HTTP/1.1",
            "Host: localhost",
            "X-Auth-Token: " + token,
            "Content-Type: application/json",
            "Content-Length: 1000",
            "",
            "{\"server\":");
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
  }
}
