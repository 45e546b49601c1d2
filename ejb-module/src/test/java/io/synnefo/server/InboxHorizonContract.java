package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.EventOutcome;
import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far back events are known, and what becomes of those that are older. */
abstract class InboxHorizonContract {
  private static final Duration DAY = Duration.ofDays(1);
  Cloud cloud;
  HorizonFixture fixture;

  abstract TestDatabase database();

  @BeforeEach
  void anEmptyInbox() {
    cloud = new Cloud(database());
    fixture = new HorizonFixture(database(), cloud.clock::instant);
  }

  @Test
  void anEventBehindTheHorizonIsForgottenAndRefusedWhenItComesAgain() {
    cloud.create("old");
    InstanceEvent created = step(JobStatus.SUCCESS);
    assertEquals(EventOutcome.APPLIED, apply(created));
    cloud.running("signal");
    cloud.pass(Duration.ofDays(62));
    hear();
    fixture.sweep();
    assertEquals(2, Objects.requireNonNull(fixture.horizon.view().last()).forgotten());
    assertEquals(1, cloud.count("inbox"));
    long history = cloud.count("server_history");
    assertEquals(EventOutcome.EXPIRED, apply(created));
    assertEquals(EventOutcome.DUPLICATE, apply(created));
    fixture.sweep();
    assertEquals(EventOutcome.EXPIRED, apply(created));
    assertEquals(history, cloud.count("server_history"));
    assertEquals(List.of(), cloud.due.take());
  }

  @Test
  void aRefusedEventThatWouldTellSomethingNewHasGanetiAskedOnce() {
    UUID id = cloud.create("late");
    long serverId = ServerContract.serverId(cloud);
    InstanceEvent created = step(JobStatus.SUCCESS);
    cloud.running("signal");
    cloud.pass(Duration.ofDays(62));
    hear();
    fixture.sweep();
    assertEquals(EventOutcome.EXPIRED, apply(created));
    assertEquals(ServerState.BUILD, cloud.show(id).state());
    assertTrue(cloud.historyOf(serverId).contains("EXPIRED req job"));
    cloud.followUp();
    assertEquals(ServerState.STARTED, cloud.show(id).state());
    assertEquals(
        1, cloud.count("server_shape WHERE due_at IS NOT NULL AND server_id = " + serverId));
    long history = cloud.count("server_history");
    fixture.sweep();
    assertEquals(EventOutcome.EXPIRED, apply(created));
    assertEquals(history, cloud.count("server_history"));
    assertEquals(List.of(), cloud.due.take());
  }

  @Test
  void anEventOnThisSideOfTheHorizonIsAppliedAndOneBeyondItIsNot() {
    cloud.running("web");
    String instance = cloud.ganeti.created.get(0).name();
    cloud.running("signal");
    cloud.pass(Duration.ofDays(70));
    hear();
    fixture.sweep();
    Instant horizon = fixture.horizon.view().horizon();
    assertEquals(cloud.clock.instant().minus(Duration.ofDays(60)), horizon);
    long seconds = Duration.between(Events.DAY, horizon).toSeconds();
    Events.Builder stop = Events.job(900, "INSTANCE_SHUTDOWN").of(instance);
    assertEquals(EventOutcome.APPLIED, apply(stop.at(seconds + 1).is(JobStatus.SUCCESS)));
    Events.Builder other = Events.job(901, "INSTANCE_STARTUP").of(instance);
    assertEquals(EventOutcome.EXPIRED, apply(other.at(seconds - 1).is(JobStatus.SUCCESS)));
  }

  @Test
  void whatAnEventBeyondItMayHaveChangedOfTheInstanceIsAskedOfGaneti() {
    cloud.running("web");
    String instance = cloud.ganeti.created.get(0).name();
    cloud.running("signal");
    cloud.pass(Duration.ofDays(70));
    hear();
    fixture.sweep();
    cloud.shapes.sweep();
    assertEquals(0, cloud.count("server_shape WHERE due_at IS NOT NULL"));
    Events.Builder grown = Events.job(2, "INSTANCE_SET_PARAMS").of(instance);
    assertEquals(EventOutcome.EXPIRED, apply(grown.at(1).is(JobStatus.SUCCESS)));
    assertEquals(1, cloud.count("server_shape WHERE due_at IS NOT NULL"));
  }

  @Test
  void onlyWhatIsADayOlderThanTheHorizonIsForgottenAndInSlices() {
    cloud.running("web");
    Instant now = cloud.clock.instant();
    for (int i = 0; i < 25; i++) {
      fixture.taken("old" + i, now.minus(Duration.ofDays(62 + i)));
    }
    fixture.taken("kept", now.minus(Duration.ofDays(61)));
    assertTrue(fixture.horizon.claim(true));
    assertFalse(fixture.horizon.hasOlder(), "something may be forgotten before it is refused");
    assertEquals(0, fixture.horizon.forgetSome(10));
    fixture.horizon.raise();
    assertEquals(10, fixture.horizon.forgetSome(10));
    assertEquals(now.minus(Duration.ofDays(62 + 14)), fixture.horizon.view().oldest());
    assertEquals(10, fixture.horizon.forgetSome(10));
    assertTrue(fixture.horizon.hasOlder());
    assertEquals(5, fixture.horizon.forgetSome(10));
    assertFalse(fixture.horizon.hasOlder());
    HorizonView view = fixture.horizon.view();
    assertEquals(now.minus(Duration.ofDays(61)), view.oldest());
    assertEquals(25, Objects.requireNonNull(view.last()).forgotten());
  }

  @Test
  void aClusterThatIsSilentHoldsTheHorizonUntilItIsHeardOf() {
    cloud.running("web");
    final Instant heard = fixture.clusters.list(cloud.clock.instant()).get(0).at();
    cloud.pass(Duration.ofDays(100));
    fixture.sweep();
    assertEquals(heard.minus(Duration.ofDays(21)), fixture.horizon.view().horizon());
    assertEquals("one", fixture.horizon.view().heldBy());
    setHeard("cluster.test", cloud.clock.instant().minus(DAY));
    fixture.sweep();
    assertEquals(
        cloud.clock.instant().minus(Duration.ofDays(60)), fixture.horizon.view().horizon());
    assertNull(fixture.horizon.view().heldBy());
    setHeard("cluster.test", null);
  }

  @Test
  void onceADaemonHasAnsweredWhatIsTakenFromItsClusterWithoutItSaysNothingOfIt() {
    cloud.running("web");
    Instant answered = cloud.clock.instant();
    setHeard("cluster.test", answered);
    cloud.pass(Duration.ofDays(100));
    hear();
    fixture.sweep();
    assertEquals(answered.minus(Duration.ofDays(21)), fixture.horizon.view().horizon());
    assertEquals("one", fixture.horizon.view().heldBy());
    setHeard("cluster.test", null);
  }

  @Test
  void aClusterThatWasNeverHeardOfHoldsItFromItsFirstServerOn() {
    cloud.create("first");
    final Instant asked = cloud.clock.instant();
    cloud.pass(Duration.ofDays(50));
    cloud.create("second");
    cloud.pass(Duration.ofDays(50));
    fixture.sweep();
    assertEquals(asked.minus(Duration.ofDays(21)), fixture.horizon.view().horizon());
    assertEquals("one", fixture.horizon.view().heldBy());
  }

  @Test
  void aClusterThatIsOfflineOrHasNoServersLeftHoldsNothing() {
    cloud.running("web");
    cloud.pass(Duration.ofDays(100));
    setStatus("OFFLINE");
    try {
      assertEquals(List.of(), fixture.clusters.list(cloud.clock.instant()));
    } finally {
      setStatus("ONLINE");
    }
    assertEquals(1, fixture.clusters.list(cloud.clock.instant()).size());
    cloud.tx(() -> update("UPDATE server SET state = 'DESTROYED'"));
    assertEquals(List.of(), fixture.clusters.list(cloud.clock.instant()));
    fixture.sweep();
    assertEquals(Instant.EPOCH, fixture.horizon.view().horizon());
  }

  @Test
  void aTimeThatIsStillToComeIsNoSignOfACluster() {
    cloud.running("web");
    Instant heard = fixture.clusters.list(cloud.clock.instant()).get(0).at();
    cloud.running("future");
    cloud.tx(
        () ->
            update(
                "UPDATE server SET last_event_at = TIMESTAMP '2036-01-01 00:00:00' WHERE name ="
                    + " 'future'"));
    assertEquals(heard, fixture.clusters.list(cloud.clock.instant()).get(0).at());
  }

  @Test
  void aLongerAgeLaterDoesNotBringTheHorizonBack() {
    cloud.running("web");
    fixture.age(Duration.ofDays(21));
    fixture.sweep();
    Instant horizon = fixture.horizon.view().horizon();
    assertEquals(cloud.clock.instant().minus(Duration.ofDays(21)), horizon);
    fixture.age(Duration.ofDays(90));
    cloud.pass(DAY);
    fixture.sweep();
    assertEquals(horizon, fixture.horizon.view().horizon());
  }

  @Test
  void aSweepIsDueADayAfterTheLastAndSomebodyElsesWhileTheLeaseLasts() {
    assertFalse(fixture.horizon.claim(false));
    cloud.pass(DAY);
    assertTrue(fixture.horizon.claim(false));
    assertTrue(fixture.horizon.view().underWay());
    assertFalse(fixture.horizon.claim(false));
    assertFalse(fixture.horizon.claim(true));
    fixture.horizon.ended(true);
    HorizonView ended = fixture.horizon.view();
    assertFalse(ended.underWay());
    assertEquals(cloud.clock.instant(), Objects.requireNonNull(ended.last()).endedAt());
    cloud.pass(DAY.minusSeconds(1));
    assertFalse(fixture.horizon.claim(false));
    cloud.pass(Duration.ofSeconds(1));
    assertTrue(fixture.horizon.claim(false));
  }

  @Test
  void aSweepThatFailedIsDueAtOnceAndOneThatDiedWhenItsLeaseHasPassed() {
    cloud.pass(DAY);
    assertTrue(fixture.horizon.claim(false));
    fixture.horizon.ended(false);
    assertNull(Objects.requireNonNull(fixture.horizon.view().last()).endedAt());
    assertTrue(fixture.horizon.claim(false));
    cloud.pass(InboxHorizon.LEASE.minusSeconds(1));
    fixture.horizon.forgetSome(10); // it is alive
    cloud.pass(InboxHorizon.LEASE.minusSeconds(1));
    assertFalse(fixture.horizon.claim(true));
    cloud.pass(Duration.ofSeconds(1));
    assertTrue(fixture.horizon.claim(false));
  }

  @Test
  void aCountOfFailuresIsForgottenWhenTheLastOneWasSixtyDaysAgo() {
    fixture.failed("m-59", 59);
    fixture.failed("m-61", 61);
    fixture.failed("m-100", 100);
    assertEquals(2, fixture.horizon.forgetAttempts());
    assertEquals(List.of("m-59"), fixture.failures());
    assertEquals(0, fixture.horizon.forgetAttempts());
  }

  /** The cluster is heard of now, by an event of the server that was asked for last. */
  void hear() {
    String instance = cloud.ganeti.created.get(cloud.ganeti.created.size() - 1).name();
    long seconds = Duration.between(Events.DAY, cloud.clock.instant()).toSeconds();
    Events.Builder reboot = Events.job(800, "INSTANCE_REBOOT").of(instance).at(seconds);
    assertEquals(EventOutcome.APPLIED, apply(reboot.is(JobStatus.SUCCESS)));
  }

  EventOutcome apply(InstanceEvent event) {
    return cloud.applyInstanceEvent.apply(event);
  }

  InstanceEvent step(JobStatus status) {
    return cloud.ganeti.step(cloud.ganeti.lastJob(), status);
  }

  int update(String sql) {
    return cloud.transactions.shared().createNativeQuery(sql).executeUpdate();
  }

  private void setStatus(String status) {
    cloud.tx(() -> update("UPDATE backend SET status = '" + status + "'"));
  }

  private void setHeard(String cluster, @Nullable Instant at) {
    long backendId = fixture.clusters.list(cloud.clock.instant()).get(0).backendId();
    cloud.tx(() -> update("DELETE FROM backend_facts"));
    if (at != null) {
      String time = at.toString().replace("T", " ").replace("Z", "");
      cloud.tx(
          () ->
              update(
                  "INSERT INTO backend_facts (backend_id, due_at, cluster_name, heard_at) VALUES ("
                      + backendId
                      + ", TIMESTAMP '2026-01-01 00:00:00', '"
                      + cluster
                      + "', TIMESTAMP '"
                      + time
                      + "')"));
    }
  }
}
