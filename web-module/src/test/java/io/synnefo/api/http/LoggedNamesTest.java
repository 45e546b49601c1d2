package io.synnefo.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that callers choose make no lines of their own in the log. */
class LoggedNamesTest {
  private static final Logger LOG = Logger.getLogger(AnswerFilter.class.getName());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler kept =
      new Handler() {
        @Override
        public void publish(LogRecord said) {
          lines.add(new SimpleFormatter().formatMessage(said));
        }

        @Override
        public void flush() {
          // nothing waits
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  @BeforeEach
  void allIsLogged() {
    LOG.setLevel(Level.ALL);
    LOG.addHandler(kept);
  }

  @AfterEach
  void asBefore() {
    LOG.removeHandler(kept);
    LOG.setLevel(null);
  }

  @Test
  void aPathIsLoggedOnOneLineWhateverItHolds() {
    try (ApiServer server = new ApiServer(Clock.systemUTC())) {
      assertEquals(404, server.get("demo", "/compute/v2.1/servers/a%0aERROR%1b%5b1m").statusCode());
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(
          lines.get(0).contains("GET /compute/v2.1/servers/a\\u000aERROR\\u001b[1m: "),
          lines.get(0));
      assertTrue(lines.get(0).chars().noneMatch(Character::isISOControl), lines.get(0));
    }
  }

  @Test
  void aRefusedNameIsLoggedOnOneLine() {
    String body =
        "{\"server\": {\"name\": \"a\\rERROR\\u001b\", \"flavorRef\": \"1\", \"imageRef\":"
            + " \"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\"}}";
    try (ApiServer server = new ApiServer(Clock.systemUTC())) {
      assertEquals(400, server.send("demo", "POST", "/compute/v2.1/servers", body).statusCode());
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.get(0).contains("a\\u000dERROR\\u001b"), lines.get(0));
      assertTrue(lines.get(0).chars().noneMatch(Character::isISOControl), lines.get(0));
    }
  }
}
