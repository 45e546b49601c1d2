package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.dispatch.UpdateDbFixture;
import io.synnefo.figures.FiguresFixture;
import io.synnefo.figures.HandledEvents;
import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.text.PrometheusText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of events is what their transactions did. */
class EventFiguresTest {
  private static final Pattern OUTCOME =
      Pattern.compile("x_events_total\\{queue=\"snf-events-op\",outcome=\"(\\w+)\"} ([1-9]\\d*)");
  private static TestDatabase database;
  private Cloud cloud;
  private HandledEvents handled;
  private UpdateDbFixture handler;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2("figures");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void nothingIsCounted() {
    cloud = new Cloud(database);
    handled = FiguresFixture.handledEvents(cloud.clock);
    handler =
        new UpdateDbFixture(cloud.applyInstanceEvent, handled, cloud.transactions::afterCommit);
  }

  private void delivered(InstanceEvent event) {
    cloud.tx(
        () -> {
          handler.handle(MessageCodec.encode(event));
          return event;
        });
  }

  private String text() {
    PrometheusText out = new PrometheusText("x_");
    handled.write(out);
    return out.text();
  }

  private Map<String, String> outcomes() {
    Map<String, String> found = new TreeMap<>();
    for (Matcher at = OUTCOME.matcher(text()); at.find(); ) {
      found.put(at.group(1), at.group(2));
    }
    return found;
  }

  private String lag(String sample) {
    String head = "x_event_lag_seconds_" + sample + " ";
    return text()
        .lines()
        .filter(line -> line.startsWith(head))
        .map(line -> line.substring(head.length()))
        .findFirst()
        .orElse("none");
  }

  @Test
  void anEventWhoseTransactionIsRolledBackDoesNotCount() {
    cloud.create("web");
    InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertThrows(
        IllegalStateException.class,
        () ->
            cloud.tx(
                () -> {
                  handler.handle(MessageCodec.encode(event));
                  throw new IllegalStateException("told to throw");
                }));
    assertEquals(Map.of(), outcomes());
    assertEquals(0, cloud.count("inbox"));
    delivered(event);
    assertEquals(Map.of("applied", "1"), outcomes());
  }

  @Test
  void anEventThatComesAgainIsADuplicateAndHasNoLag() {
    cloud.create("web");
    InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    delivered(event);
    delivered(event);
    delivered(event);
    assertEquals(Map.of("applied", "1", "duplicate", "2"), outcomes());
    assertEquals("1", lag("count{queue=\"snf-events-op\"}"));
  }

  @Test
  void whatChangesNothingIsIgnoredAndWhatIsNotOursIsForeign() {
    cloud.running("web");
    String instance = cloud.ganeti.created.get(0).name();
    delivered(Events.job(901, "INSTANCE_CONSOLE").of(instance).is(JobStatus.SUCCESS));
    assertEquals(Map.of("ignored", "1"), outcomes());
    delivered(Events.job(902, "INSTANCE_STARTUP").of("other-1").is(JobStatus.SUCCESS));
    delivered(Events.job(903, "INSTANCE_STARTUP").of("snf-999999999").is(JobStatus.SUCCESS));
    assertEquals(Map.of("ignored", "1", "foreign", "2"), outcomes());
  }

  @Test
  void theLagIsFromGanetisRecordToTheCommit() {
    cloud.create("web");
    InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.pass(Duration.between(cloud.clock.instant(), event.eventTime()).plusSeconds(4));
    delivered(event);
    assertEquals("0", lag("bucket{queue=\"snf-events-op\",le=\"2.5\"}"));
    assertEquals("1", lag("bucket{queue=\"snf-events-op\",le=\"5\"}"));
  }

  @Test
  void aRefusalSaysWhyAndOfWhichEvent() {
    byte[] body =
        "{\"type\": \"ganeti-op-status\", \"event_id\": \"c:7:0:odd\", \"jobId\": 7,"
            .concat(" \"cluster\": \"c\", \"instance\": \"snf-1\", \"status\": \"odd\"}")
            .getBytes(StandardCharsets.UTF_8);
    MessageRefusedException refused =
        assertThrows(MessageRefusedException.class, () -> handler.handle(body));
    assertEquals(
        "status: is no status of Ganeti (event c:7:0:odd, job 7, instance snf-1)",
        refused.getMessage());
    assertEquals(Map.of(), outcomes());
  }
}
