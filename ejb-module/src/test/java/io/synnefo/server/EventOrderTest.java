package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the order and the number of deliveries, a server's life ends in the same state. */
class EventOrderTest {
  private static final int ROUNDS = FullCounts.of("walk", "dispatch") ? 5_000_000 : 5_000;
  private static final DueServer.Job CREATION = new DueServer.Job("req-1", 1L, null);
  private static final ServerSnapshot NEW =
      new ServerSnapshot(
          ServerState.BUILD, ServerTask.BUILD, null, "req-1", null, CREATION, SecondTry.NONE);
  private static final ServerSnapshot DELETED_WHILE_BUILT =
      new ServerSnapshot(
          ServerState.BUILD, ServerTask.DESTROY, null, "req-9", null, CREATION, SecondTry.NONE);

  @Test
  void createStopStartRebootEndsStarted() {
    everyOrder(
        ServerState.STARTED,
        Presence.RUNNING,
        ok(1, "INSTANCE_CREATE"),
        ok(2, "INSTANCE_SHUTDOWN"),
        ok(3, "INSTANCE_STARTUP"),
        ok(4, "INSTANCE_SHUTDOWN"),
        ok(5, "INSTANCE_STARTUP"),
        ok(6, "INSTANCE_REBOOT"));
  }

  @Test
  void failuresInBetweenChangeNothing() {
    everyOrder(
        ServerState.STOPPED,
        Presence.STOPPED,
        ok(1, "INSTANCE_CREATE"),
        failed(2, "INSTANCE_SHUTDOWN"),
        ok(3, "INSTANCE_SHUTDOWN"),
        failed(4, "INSTANCE_STARTUP"),
        failed(5, "INSTANCE_REMOVE"),
        ok(6, "INSTANCE_SET_PARAMS"));
  }

  @Test
  void aDeletedServerStaysDeleted() {
    everyOrder(
        ServerState.DESTROYED,
        Presence.ABSENT,
        ok(1, "INSTANCE_CREATE"),
        ok(2, "INSTANCE_SHUTDOWN"),
        failed(3, "INSTANCE_STARTUP"),
        ok(4, "INSTANCE_STARTUP"),
        ok(5, "INSTANCE_REMOVE"),
        failed(6, "INSTANCE_STARTUP"));
  }

  @Test
  void aFailedCreateMovesTheServerToErrorAndARepairToStarted() {
    everyOrder(ServerState.ERROR, Presence.ABSENT, failed(1, "INSTANCE_CREATE"));
    everyOrder(
        ServerState.STARTED,
        Presence.RUNNING,
        failed(1, "INSTANCE_CREATE"),
        failed(2, "INSTANCE_STARTUP"),
        ok(3, "INSTANCE_STARTUP"));
  }

  @Test
  void opsOfOneJobCountInTheirOrder() {
    everyOrder(
        ServerState.STARTED,
        Presence.RUNNING,
        ok(1, "INSTANCE_CREATE"),
        Events.job(2, "INSTANCE_SHUTDOWN").op(0).is(JobStatus.SUCCESS),
        Events.job(2, "INSTANCE_REINSTALL").op(1).is(JobStatus.SUCCESS),
        Events.job(2, "INSTANCE_STARTUP").op(2).is(JobStatus.SUCCESS));
  }

  @Test
  void jobsThatOvertookEachOtherAreSettledByAskingGaneti() {
    everyOrder(
        ServerState.STARTED,
        Presence.RUNNING,
        ok(1, "INSTANCE_CREATE"),
        Events.job(2, "INSTANCE_STARTUP").at(9).is(JobStatus.SUCCESS),
        Events.job(3, "INSTANCE_SHUTDOWN").at(7).is(JobStatus.SUCCESS),
        Events.job(4, "INSTANCE_SHUTDOWN").at(8).is(JobStatus.SUCCESS));
  }

  @Test
  void aClockThatSteppedBackIsSettledByAskingGaneti() {
    everyOrder(
        ServerState.STOPPED,
        Presence.STOPPED,
        Events.job(1, "INSTANCE_CREATE").at(1000).is(JobStatus.SUCCESS),
        Events.job(2, "INSTANCE_SHUTDOWN").at(1010).is(JobStatus.SUCCESS),
        Events.job(3, "INSTANCE_STARTUP").at(5).is(JobStatus.SUCCESS),
        Events.job(4, "INSTANCE_REBOOT").at(9).is(JobStatus.SUCCESS),
        Events.job(5, "INSTANCE_SHUTDOWN").at(12).is(JobStatus.SUCCESS));
    everyOrder(
        ServerState.DESTROYED,
        Presence.ABSENT,
        Events.job(1, "INSTANCE_CREATE").at(1000).is(JobStatus.SUCCESS),
        Events.job(2, "INSTANCE_SHUTDOWN").at(1010).is(JobStatus.SUCCESS),
        Events.job(5, "INSTANCE_REMOVE").at(12).is(JobStatus.SUCCESS));
  }

  @Test
  void aWholeLifeWithAllItsStatusesInRandomOrdersEndsTheSame() {
    List<InstanceEvent> life = new ArrayList<>();
    String[] operations = {"CREATE", "SHUTDOWN", "STARTUP", "REBOOT", "SHUTDOWN", "REMOVE"};
    for (int job = 1; job <= operations.length; job++) {
      for (JobStatus status :
          List.of(JobStatus.QUEUED, JobStatus.WAITING, JobStatus.RUNNING, JobStatus.SUCCESS)) {
        life.add(Events.job(job, "INSTANCE_" + operations[job - 1]).is(status));
      }
    }
    Random random = new Random(42);
    for (int round = 0; round < ROUNDS; round++) {
      List<InstanceEvent> order = new ArrayList<>(life);
      order.addAll(life.subList(0, random.nextInt(life.size())));
      Collections.shuffle(order, random);
      ServerSnapshot end = play(round % 2 == 0 ? NEW : DELETED_WHILE_BUILT, order, Presence.ABSENT);
      assertEquals(ServerState.DESTROYED, end.state());
    }
  }

  private static InstanceEvent ok(long job, String operation) {
    return Events.job(job, operation).is(JobStatus.SUCCESS);
  }

  private static InstanceEvent failed(long job, String operation) {
    return Events.job(job, operation).is(JobStatus.ERROR);
  }

  /** Each permutation, as it is, with every event twice in a row, and replayed from its start. */
  private static void everyOrder(ServerState wanted, Presence truth, InstanceEvent... events) {
    List<InstanceEvent> all = List.of(events);
    permute(
        new ArrayList<>(all),
        0,
        order -> {
          List<InstanceEvent> twice = new ArrayList<>();
          order.forEach(event -> twice.addAll(List.of(event, event)));
          List<InstanceEvent> replayed = new ArrayList<>(order);
          replayed.addAll(order);
          for (List<InstanceEvent> played : List.of(order, twice, replayed)) {
            ServerSnapshot end = play(NEW, played, truth);
            assertEquals(wanted, end.state(), () -> describe(order));
            assertEquals(null, end.task(), () -> describe(order));
          }
        });
  }

  private static String describe(List<InstanceEvent> order) {
    return String.join(", ", order.stream().map(e -> e.operation() + " " + e.jobId()).toList());
  }

  private static void permute(
      List<InstanceEvent> events, int from, Consumer<List<InstanceEvent>> use) {
    if (from >= events.size() - 1) {
      use.accept(List.copyOf(events));
      return;
    }
    for (int i = from; i < events.size(); i++) {
      Collections.swap(events, from, i);
      permute(events, from + 1, use);
      Collections.swap(events, from, i);
    }
  }

  private static ServerSnapshot play(
      ServerSnapshot start, List<InstanceEvent> events, Presence truth) {
    ServerFold server = new ServerFold(start);
    for (InstanceEvent event : events) {
      server.deliver(event);
      server.look(truth);
    }
    return server.row();
  }
}
