package io.synnefo.wire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueConfigurationTest {
  @TempDir Path dir;

  @Test
  void theDefaultWorksWithoutAFile() {
    QueueList list = new QueueConfiguration("snf", Optional.empty(), false).load();
    assertEquals(
        List.of(
            "snf-events-op",
            "snf-events-network",
            "snf-events-progress",
            "snf-events-cluster",
            "snf-heartbeat",
            "credits",
            "email"),
        names(list));
  }

  @Test
  void queuesForDebuggingAreThereOnlyWhenWanted() {
    QueueList list = new QueueConfiguration("snf", Optional.empty(), true).load();
    assertEquals("debug", list.queues().get(list.queues().size() - 1).name());
  }

  @Test
  void theOperatorAddsAQueueAndHisOwnHandler() throws IOException {
    QueueList list =
        with(
            """
            {"exchanges": [{"name": "billing", "type": "fanout"}],
             "queues": [{"name": "bills", "bindings": [{"exchange": "billing", "key": ""}],
                         "handler": "my_bills", "sessions": 2, "maxAttempts": 9,
                         "retryPause": "PT0.2S", "maxLength": 5000}]}
            """);
    WorkQueue bills = list.queues().get(list.queues().size() - 1);
    assertEquals("my_bills", bills.handler());
    assertEquals(new WorkQueue.Limits(2, 9, Duration.ofMillis(200), 5000), bills.limits());
    assertEquals(5000, bills.arguments().get("x-max-length"));
    assertEquals("billing", list.exchanges().get(3).name());
  }

  @Test
  void anEntryOfAKnownNameTakesTheDefaultsPlace() throws IOException {
    QueueList list =
        with(
            """
            {"queues": [{"name": "{prefix}-events-op",
                         "bindings": [{"exchange": "ganeti", "key": "ganeti.{prefix}.#"}],
                         "handler": "mine"}]}
            """);
    assertEquals("snf-events-op", list.queues().get(0).name());
    assertEquals("mine", list.queues().get(0).handler());
    assertEquals("ganeti.snf.#", list.queues().get(0).bindings().get(0).key());
    assertEquals(7, list.queues().size());
  }

  /** Who binds more to a queue does not mean that nobody is to handle it any more. */
  @Test
  void whatAnEntryOfAKnownNameDoesNotSayIsAsItWas() throws IOException {
    QueueList list =
        with(
            """
            {"queues": [{"name": "snf-events-op",
                         "bindings": [{"exchange": "ganeti", "key": "ganeti.snf.event.op"},
                                      {"exchange": "ganeti", "key": "ganeti.other.event.op"}]},
                        {"name": "snf-heartbeat", "retryPause": "PT3S"}]}
            """);
    WorkQueue events = list.queues().get(0);
    assertEquals("update_db", events.handler());
    assertEquals(2, events.bindings().size());
    WorkQueue heartbeat = list.queues().get(4);
    assertEquals("take_heartbeat", heartbeat.handler());
    assertEquals("eventd.heartbeat", heartbeat.bindings().get(0).key());
    assertEquals(new WorkQueue.Limits(1, null, Duration.ofSeconds(3), 10_000), heartbeat.limits());
  }

  @Test
  void anEntryMaySayThatNobodyHandlesAQueue() throws IOException {
    QueueList list = with("{\"queues\": [{\"name\": \"snf-events-op\", \"handler\": null}]}");
    assertNull(list.queues().get(0).handler());
    assertEquals(1, list.queues().get(0).bindings().size());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          []                                          | holds no JSON object
          {"queues":                                  | is not JSON
          {"queue": []}                               | queue is not known; there are exchanges, queues
          {"queues": {}}                              | queues must be an array
          {"queues": [1]}                             | queues[0] must be an object
          {"queues": [{}]}                            | queues[0].name is missing
          {"queues": [{"name": "a b"}]}               | queues[0].name must be a name
          {"queues": [{"name": "a"}, {"name": "a"}]}  | queue 'a' is there twice
          {"queues": [{"name": "a", "handler": 1}]}   | queues[0].handler must be a bean's name
          {"queues": [{"name": "a", "sessions": null}]} | queues[0].sessions must be a whole number from 1 to 99
          {"queues": [{"name": "a", "bindings": null}]} | queues[0].bindings must be an array
          {"queues": [{"name": "a", "sessions": 0}]}  | queues[0].sessions must be a whole number from 1 to 99
          {"queues": [{"name": "a", "maxAttempts": 50}]} | queues[0].maxAttempts must be a whole number from 1 to 49
          {"queues": [{"name": "a", "retryPause": "1s"}]} | queues[0].retryPause must be a duration from PT0S to PT1M
          {"queues": [{"name": "a", "retryPause": "PT1H"}]} | queues[0].retryPause must be a duration from PT0S to PT1M
          {"queues": [{"name": "a", "debug": "yes"}]} | queues[0].debug must be true or false
          {"queues": [{"name": "a", "max-length": 5}]} | queues[0].max-length is not known; there are bindings, debug, handler, maxAttempts, maxLength, name, retryPause, sessions
          {"queues": [{"name": "a", "bindings": [{"exchange": "x", "key": "k"}]}]} | queue 'a' is bound to exchange 'x', which is not in the list
          {"queues": [{"name": "a", "bindings": [{"exchange": "ganeti"}]}]} | queues[0].bindings[0].key is missing
          {"exchanges": [{"name": "x", "type": "loop"}]} | exchanges[0].type must be one of [direct, fanout, headers, topic]
          {"exchanges": [{"name": "ganeti-dl", "type": "direct"}]} | exchange 'ganeti-dl' is for dead letters
          {"queues": [{"name": "email-dl"}]}          | queue 'email-dl' is where 'email' puts dead letters
          {"queues": [{"name": "email", "bindings": []}]}             | key 'snf.email.test' of exchange 'api' reaches no queue
          {"queues": [{"name": "email", "bindings": [{"exchange": "cron", "key": "*.email.*"}]}]} | key 'snf.email.test' of exchange 'api' reaches no queue
          {"queues": [{"name": "snf-events-op", "bindings": []}]}     | key 'ganeti.snf.event.op' of exchange 'ganeti' reaches no queue
          {"queues": [{"name": "snf-events-network", "bindings": []}]} | key 'ganeti.snf.event.network' of exchange 'ganeti' reaches no queue
          {"queues": [{"name": "snf-events-progress", "bindings": []}]} | key 'ganeti.snf.event.progress' of exchange 'ganeti' reaches no queue
          {"queues": [{"name": "snf-heartbeat", "bindings": []}]}     | key 'eventd.heartbeat' of exchange 'ganeti' reaches no queue
          {"exchanges": [{"name": "api", "type": "direct"}]} | key 'snf.email.test' of exchange 'api' reaches no queue
          {"exchanges": [{"name": "api", "type": "headers"}]} | key 'snf.email.test' of exchange 'api' reaches no queue
          """)
  void whatIsWrongIsNamedWithItsPlace(String text, String expected) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> with(text));
    String message = String.valueOf(refusal.getMessage());
    assertEquals(true, message.contains(expected), message);
  }

  @Test
  void aQueuesNameIsAsLongAsTheTableOfFailuresTakes() throws IOException {
    String longest = "q".repeat(100);
    assertEquals(
        true, names(with("{\"queues\": [{\"name\": \"" + longest + "\"}]}")).contains(longest));
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> with("{\"queues\": [{\"name\": \"{prefix}" + longest + "\"}]}"));
    String message = String.valueOf(refusal.getMessage());
    assertEquals(
        true,
        message.endsWith(
            "queues[0].name must be a name of at most 100 letters, digits, '.', '_', '-'"),
        message);
  }

  @Test
  void allThatIsWrongIsNamedAtOnceAndTheFileToo() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> with("{\"x\": 1, \"queues\": [{\"name\": \"a\", \"sessions\": -1}]}"));
    assertEquals(
        "queue configuration: "
            + dir.resolve("queues.json")
            + ": queues[0].sessions must be a whole number from 1 to 99; x is not known; there are exchanges, queues",
        refusal.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = dir.resolve("none.json");
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new QueueConfiguration("snf", Optional.of(missing), false).load());
    assertEquals(
        "queue configuration: "
            + missing
            + " cannot be read: java.nio.file.NoSuchFileException: "
            + missing,
        refusal.getMessage());
  }

  @Test
  void aQueueForDebuggingMakesNoKeyReachable() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new QueueConfiguration("snf", Optional.of(file(NO_CLUSTER)), true).load());
    assertEquals(
        "queue configuration: key 'ganeti.event.cluster' of exchange 'ganeti' reaches no queue",
        refusal.getMessage());
  }

  private static final String NO_CLUSTER =
      "{\"queues\": [{\"name\": \"snf-events-cluster\", \"bindings\": []}]}";

  private static List<String> names(QueueList list) {
    return list.queues().stream().map(WorkQueue::name).toList();
  }

  private QueueList with(String text) throws IOException {
    return new QueueConfiguration("snf", Optional.of(file(text)), false).load();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("queues.json"), text);
  }
}
