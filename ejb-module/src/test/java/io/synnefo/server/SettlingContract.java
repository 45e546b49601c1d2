package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.Backend;
import io.synnefo.backend.BackendFixtures;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of servers of which nothing is heard, on whichever database. */
abstract class SettlingContract extends LateCreationContract {
  @Test
  void aCreateWhoseReplyIsLostIsFoundByItsReason() {
    Cloud cloud = cloud();
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REPLIES);
    UUID id = cloud.create("web");
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    InstanceEvent missed = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    long history = cloud.count("server_history");
    cloud.deliver(missed);
    assertEquals(history, cloud.count("server_history"));
  }

  @Test
  void aCreateThatNeverReachedGanetiEndsInErrorWithTheReason() {
    Cloud cloud = cloud();
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    UUID id = cloud.create("web");
    sweepAfter(cloud, Duration.ofSeconds(59));
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.ganeti.mood(StubGaneti.Mood.DOWN);
    cloud.pass(Duration.ofSeconds(2));
    cloud.sweep();
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ERROR", apiStatus(cloud, id));
    assertNotNull(cloud.show(id).fault());
    assertNull(cloud.show(id).task());
    destroy(cloud, id, JobStatus.ERROR);
  }

  @Test
  void aStopThatNeverReachedGanetiIsForgotten() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    cloud.stopServer.stop(Cloud.someone(), id);
    assertEquals(ServerTask.STOP, cloud.show(id).task());
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertNull(cloud.show(id).task());
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  @Test
  void aDestroyThatNeverReachedGanetiIsSentAgain() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  @Test
  void eventsThatNeverCameAreReadFromTheJob() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(ServerTask.STOP, cloud.show(id).task());
    cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  @Test
  void aJobThatGanetiForgotIsSettledByTheInstance() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.ganeti.forgetJobs();
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  @Test
  void aServerDeletedWhileItIsBuiltIsRemovedOnceItIsBuilt() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    long build = cloud.ganeti.lastJob();
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.destroyServer.destroy(Cloud.someone(), id);
    assertEquals(build, cloud.ganeti.lastJob());
    assertEquals(ServerTask.DESTROY, cloud.show(id).task());
    cloud.happens(build, JobStatus.SUCCESS);
    cloud.followUp();
    assertEquals(build + 1, cloud.ganeti.lastJob());
    cloud.happens(build + 1, JobStatus.SUCCESS);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aServerDeletedWhileItsCreateIsLostIsGoneOnceThatIsKnown() {
    Cloud cloud = cloud();
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    UUID id = cloud.create("web");
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  @Test
  void aFailedBuildIsDeletedAlthoughGanetiHasNothingToRemove() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.ERROR);
    assertEquals("ERROR", apiStatus(cloud, id));
    destroy(cloud, id, JobStatus.ERROR);
  }

  @Test
  void aRemovalThatFailsLeavesTheServerAsItWas() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.ERROR);
    cloud.followUp();
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  @Test
  void whatIsLearntOfAnOlderVersionIsNotApplied() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.pass(A_MINUTE);
    DueServer claimed = cloud.dueServers.claim(serverId(cloud)).orElseThrow();
    assertTrue(cloud.dueServers.claim(claimed.row().id()).isEmpty());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.dueServers.observed(claimed, Presence.RUNNING, Rule.JOB_LOST);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  @Test
  void aDestroyThatGanetiRefusesLeavesTheTaskItWasToReplace() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    long stop = cloud.ganeti.lastJob();
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    assertEquals(
        FaultCode.SERVICE_UNAVAILABLE,
        faultOf(() -> cloud.destroyServer.destroy(Cloud.someone(), id)));
    assertEquals(ServerTask.STOP, cloud.show(id).task());
    assertEquals(FaultCode.CONFLICT, faultOf(() -> cloud.stopServer.stop(Cloud.someone(), id)));
    cloud.happens(stop, JobStatus.SUCCESS);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aTaskThatEndsWhileADestroyIsRefusedIsOver() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    long stop = cloud.ganeti.lastJob();
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    cloud.ganeti.beforeSubmit(() -> cloud.happens(stop, JobStatus.SUCCESS));
    assertThrows(RuntimeException.class, () -> cloud.destroyServer.destroy(Cloud.someone(), id));
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aTaskWhoseReplyWasLostIsStillLookedForAfterADestroyThatGanetiRefuses() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REPLIES);
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    assertThrows(RuntimeException.class, () -> cloud.destroyServer.destroy(Cloud.someone(), id));
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  @Test
  void aClockOfOursThatIsSetForwardMakesNothingDue() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    cloud.clock.pass(Duration.ofHours(1));
    assertEquals(List.of(), cloud.dueServers.due(10));
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isEmpty());
    cloud.sweep();
    assertEquals("BUILD", apiStatus(cloud, id));
  }

  @Test
  void aClaimHoldsWhateverTheClockOfWhoAsksNext() {
    Cloud cloud = cloud();
    cloud.create("web");
    cloud.pass(A_MINUTE);
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isPresent());
    cloud.clock.pass(Duration.ofHours(1));
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isEmpty());
    cloud.pass(A_MINUTE);
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isPresent());
  }

  @Test
  void manyServersOfOneClusterDoNotKeepThoseOfAnotherWaiting() {
    Cloud cloud = cloud();
    long other = otherBackend(cloud);
    for (int i = 0; i < 5; i++) {
      cloud.create("many-" + i);
    }
    cloud.pass(Duration.ofSeconds(1));
    cloud.create("two-1");
    cloud.create("two-2");
    cloud.moveTo(other, "two-%");
    cloud.pass(A_MINUTE);
    List<Long> backends =
        cloud.dueServers.due(4).stream().map(DueServers.Waiting::backendId).toList();
    long first = backends.get(0);
    assertEquals(List.of(first, other, first, other), backends);
    List<Long> all = cloud.dueServers.due(100).stream().map(DueServers.Waiting::serverId).toList();
    assertEquals(7, all.size());
    assertEquals(all.subList(4, 7).stream().sorted().toList(), all.subList(4, 7));
  }

  static long otherBackend(Cloud cloud) {
    return cloud.tx(
        () -> {
          cloud.backends.put(BackendFixtures.backend("other"));
          return cloud.backends.list().stream()
              .filter(backend -> backend.name().equals("other"))
              .findFirst()
              .map(Backend::id)
              .orElseThrow();
        });
  }

  @Test
  void theDatabaseTellsTheTimeWhateverTheTimeZoneOfItsSession() {
    for (String zone : List.of("Asia/Tokyo", "America/Lima", "UTC")) {
      Duration off = Duration.between(cloud().databaseNow(zone), Clock.systemUTC().instant()).abs();
      assertTrue(off.compareTo(Duration.ofMinutes(30)) < 0, () -> zone + " " + off);
    }
  }

  @Test
  void theJobsOfManyLostRepliesAreReadOnce() {
    Cloud cloud = cloud();
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REPLIES);
    List<UUID> ids = List.of(cloud.create("a"), cloud.create("b"), cloud.create("c"));
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    for (int job = 0; job < ids.size(); job++) {
      cloud.ganeti.step(cloud.ganeti.lastJob() - job, JobStatus.SUCCESS);
    }
    sweepAfter(cloud, A_MINUTE);
    ids.forEach(id -> assertEquals("ACTIVE", apiStatus(cloud, id)));
    assertEquals(ids.size(), cloud.ganeti.jobReads());
  }

  @Test
  void jobsThatAreOlderThanTheLostRequestAreNotRead() {
    Cloud cloud = cloud();
    List.of("a", "b", "c").forEach(cloud::running);
    cloud.pass(Duration.ofHours(1));
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    UUID id = cloud.create("web");
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ERROR", apiStatus(cloud, id));
    assertEquals(1, cloud.ganeti.jobReads());
  }

  @Test
  void aSearchThatTakesTooLongTellsNothing() {
    Cloud cloud = cloud();
    List.of("a", "b", "c").forEach(cloud::running);
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    UUID id = cloud.create("web");
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.ganeti.slowness(Duration.ofSeconds(15));
    sweepAfter(cloud, A_MINUTE);
    assertEquals("BUILD", apiStatus(cloud, id));
    assertEquals(2, cloud.ganeti.jobReads());
    cloud.ganeti.slowness(Duration.ZERO);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ERROR", apiStatus(cloud, id));
  }
}
