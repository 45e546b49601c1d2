package io.synnefo.testbed.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerStartTest {
  private static final List<String> START =
      List.of(
          "2026-11-22 23:59:58,500 INFO  [org.jboss.as] (MSC) WFLYSRV0049: WildFly starting",
          "2026-11-22 23:59:59,000 INFO  [x] (y) something",
          "a line of a stack trace",
          "2026-11-23 00:00:03,250 INFO  [x] (y) WFLYSRV0010: Deployed \"synnefo.ear\" (runtime)",
          "2026-11-23 00:00:03,500 INFO  [x] (y) snf-events-op: 4 consumers connected");

  private static List<String> joined(List<String> one, List<String> two) {
    return Stream.concat(one.stream(), two.stream()).toList();
  }

  @Test
  void theLastStartCounts() {
    List<String> before =
        List.of(
            "2026-11-22 23:00:00,000 INFO  [x] (y) WFLYSRV0049: WildFly starting",
            "2026-11-22 23:00:09,000 INFO  [x] (y) snf-events-op: 4 consumers connected");
    assertEquals(
        Optional.of(new ServerStart(Duration.ofMillis(4750), Duration.ofMillis(5000))),
        ServerStart.last(joined(before, START)));
  }

  @Test
  void aStartThatIsNotOverTellsNothing() {
    assertEquals(Optional.empty(), ServerStart.last(joined(START, START.subList(0, 4))));
    assertEquals(Optional.empty(), ServerStart.last(List.of("nothing")));
  }
}
