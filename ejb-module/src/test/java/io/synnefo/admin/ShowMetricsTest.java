package io.synnefo.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.figures.FiguresFixture;
import io.synnefo.wire.queue.ConsumerMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowMetricsTest {
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ShowMetrics showMetrics = new ShowMetrics();

  @BeforeEach
  void aConsumerIsThere() throws Exception {
    showMetrics.consumers = new Consumers();
    showMetrics.handled = FiguresFixture.handledEvents(Clock.systemUTC());
    beans.registerMBean(new KnownConsumer(), name("q-1"));
  }

  @AfterEach
  void noConsumerIsThere() throws Exception {
    for (ObjectName name : beans.queryNames(name("*"), null)) {
      beans.unregisterMBean(name);
    }
  }

  private static ObjectName name(String queue) throws Exception {
    return ObjectName.getInstance(ConsumerMXBean.NAME + queue);
  }

  @Test
  void eachFigureOfAConsumerIsASample() {
    List<String> samples =
        showMetrics.text().lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(
        """
        synnefo_queue_connected{queue="q-1"} 1
        synnefo_queue_sessions{queue="q-1"} 4
        synnefo_queue_consuming{queue="q-1"} 3
        synnefo_queue_paused{queue="q-1"} 2
        synnefo_queue_waiting{queue="q-1"} 1
        synnefo_queue_silent_seconds{queue="q-1"} 5
        synnefo_queue_deliveries_total{queue="q-1"} 100
        synnefo_queue_redeliveries_total{queue="q-1"} 20
        synnefo_queue_committed_total{queue="q-1"} 80
        synnefo_queue_rollbacks_total{queue="q-1"} 19
        synnefo_queue_retries_total{queue="q-1"} 12
        synnefo_queue_dead_letters_total{queue="q-1"} 7
        synnefo_queue_refused_total{queue="q-1"} 6
        synnefo_queue_pauses_total{queue="q-1"} 8
        """,
        String.join("\n", samples) + "\n");
  }

  @Test
  void queuesAreToldInTheirOrderAndThoseWithoutAConsumerNotAtAll() throws Exception {
    beans.registerMBean(new KnownConsumer(), name("a-1"));
    String two = showMetrics.text();
    assertTrue(two.indexOf("connected{queue=\"a-1\"}") < two.indexOf("connected{queue=\"q-1\"}"));
    beans.unregisterMBean(name("a-1"));
    beans.unregisterMBean(name("q-1"));
    assertFalse(showMetrics.text().contains("{"), showMetrics.text());
  }

  @Test
  void theOperatorsPageHasEveryFigureAndNoOther() throws Exception {
    String page = Files.readString(Path.of("../docs/operator.md"));
    SortedSet<String> told = found("^\\| `(synnefo_\\w+)` \\| \\w+ \\|", page);
    assertEquals(found("^# HELP (\\w+) ", showMetrics.text()), told);
  }

  @Test
  void theOperatorsPageHasTheKindOfEachFigure() throws Exception {
    String page = Files.readString(Path.of("../docs/operator.md"));
    SortedSet<String> told = found("^\\| `(synnefo_\\w+` \\| \\w+) \\|", page);
    SortedSet<String> have = new TreeSet<>();
    found("^# TYPE (\\w+ \\w+)$", showMetrics.text())
        .forEach(head -> have.add(head.replace(" ", "` | ")));
    assertEquals(have, told);
  }

  private static SortedSet<String> found(String pattern, String text) {
    SortedSet<String> all = new TreeSet<>();
    for (Matcher at = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text); at.find(); ) {
      all.add(at.group(1));
    }
    assertFalse(all.isEmpty(), pattern);
    return all;
  }
}
