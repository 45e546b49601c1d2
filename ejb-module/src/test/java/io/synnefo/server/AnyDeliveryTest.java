package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.InstanceEvent;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever happened, and in whatever order and how often it is delivered, the decider ends where
 * Ganeti did. {@link AnyDeliveryContract} does the same with less, on a database.
 */
class AnyDeliveryTest {
  private static final int CASES = FullCounts.of("dispatch") ? 2_000_000 : 20_000;
  private static final int DELIVERIES = 5;

  private record Row(
      ServerState state, @Nullable ServerTask task, @Nullable Watermark last, int changesSeen) {}

  @Test
  void anyPermutationWithAnyDuplicationOfAnyHistoryEndsInTheSameRow() {
    long seed = new Random().nextLong();
    System.out.println("AnyDeliveryTest: first seed " + seed);
    Map<ServerState, Integer> ends = new EnumMap<>(ServerState.class);
    for (long i = seed; i < seed + CASES; i++) {
      RandomHistory history = new RandomHistory(new Random(i), "snf-1", 1);
      Random random = new Random(i);
      Row wanted = row(played(history, history.events(), random));
      assertEquals(history.end(), wanted.state(), "in order, seed " + i);
      if (wanted.state() != ServerState.DESTROYED) {
        assertEquals(history.changes(), wanted.changesSeen(), "in order, seed " + i);
      }
      for (int delivery = 0; delivery < DELIVERIES; delivery++) {
        List<InstanceEvent> order = history.deliveries();
        assertEquals(
            wanted, row(played(history, order, random)), "seed " + i + ": " + describe(order));
      }
      ends.merge(history.end(), 1, Integer::sum);
    }
    assertTrue(ends.size() >= 4, () -> "too few ends: " + ends);
  }

  private static ServerFold played(
      RandomHistory history, List<InstanceEvent> order, Random random) {
    ServerFold server =
        new ServerFold(
            new ServerSnapshot(
                ServerState.BUILD,
                ServerTask.BUILD,
                random.nextBoolean() ? 1L : null,
                "req-1",
                null,
                new DueServer.Job("req-1", 1L, null),
                SecondTry.NONE));
    Set<String> inbox = new HashSet<>();
    int changes = 0; // Ganeti is at least as far as what was told of it
    for (InstanceEvent event : order) {
      if (inbox.add(String.valueOf(event.eventId()))) {
        server.deliver(event);
        changes = Math.max(changes, history.changes(event));
      }
      if (random.nextInt(3) == 0) {
        server.look(history.shown());
      }
      if (random.nextInt(3) == 0) {
        server.lookAtShape(changes);
      }
    }
    server.look(history.shown());
    server.lookAtShape(changes);
    return server;
  }

  /** How far a destroyed server had come depends on when it was known to be destroyed. */
  private static Row row(ServerFold played) {
    ServerSnapshot server = played.row();
    boolean gone = server.state() == ServerState.DESTROYED;
    return new Row(
        server.state(),
        server.task(),
        gone ? null : server.last(),
        gone ? 0 : played.changesSeen());
  }

  private static String describe(List<InstanceEvent> order) {
    return String.join(
        ", ",
        order.stream()
            .filter(event -> event.status().isFinal())
            .map(e -> e.operation() + " " + e.eventId() + " " + e.eventTime())
            .toList());
  }
}
