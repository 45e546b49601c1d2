package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job left that failed under way is read from Ganeti, on whichever database. */
abstract class FailedJobContract extends ExplainContract {
  @Test
  void whatAFailedJobLeftIsReadOnceAfterItsEventWasApplied() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    InstanceEvent failed = stopFailsHalfWay(cloud, id);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(0, cloud.ganeti.instanceReads());
    cloud.followUp();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    cloud.deliver(failed);
    assertEquals(List.of(), cloud.due.take());
    sweepAfter(cloud, A_MINUTE);
    assertEquals(1, cloud.ganeti.instanceReads());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
    assertEquals(
        List.of("FAILED req job", "OBSERVED_STOPPED STARTED>STOPPED"),
        cloud.historyOf(serverId(cloud)).subList(5, 7));
  }

  @Test
  void whoCrashesBeforeTheLookIsFollowedByTheSweep() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    stopFailsHalfWay(cloud, id);
    cloud.due.take();
    cloud.sweep();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  @Test
  void whoCrashesWhileItLooksIsFollowedOnceTheClaimIsOver() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    stopFailsHalfWay(cloud, id);
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isPresent());
    cloud.sweep();
    assertEquals(0, cloud.ganeti.instanceReads());
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  @Test
  void whileGanetiIsAwayItIsAskedAtMostOnceInASubmitTimeout() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    stopFailsHalfWay(cloud, id);
    cloud.ganeti.mood(StubGaneti.Mood.DOWN);
    assertThrows(RapiException.class, cloud::followUp);
    for (int round = 0; round < 30; round++) {
      sweepAfter(cloud, Duration.ofSeconds(10));
    }
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(1 + 300 / 60, cloud.ganeti.instanceReads());
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void whatAFailedJobLeftIsReadAlsoWhenAnotherTaskBeganAndCameToNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    stopFailsHalfWay(cloud, id);
    cloud.due.take();
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.CANCELED);
    assertNull(cloud.show(id).task());
    sweepAfter(cloud, A_MINUTE);
    cloud.followUp();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void whatCameOutOfOrderIsReadAlsoWhenAnotherTaskBeganAndCameToNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    String instance = "snf-" + serverId(cloud);
    long job = cloud.ganeti.lastJob();
    cloud.deliver(
        Events.job(job + 1, "INSTANCE_SHUTDOWN").of(instance).at(job - 1).is(JobStatus.SUCCESS));
    cloud.due.take();
    assertTrue(cloud.historyOf(serverId(cloud)).toString().contains("OUT_OF_ORDER"));
    cloud.ganeti.otherJobs(1);
    cloud.ganeti.shows(instance, "ADMIN_down");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.CANCELED);
    assertNull(cloud.show(id).task());
    sweepAfter(cloud, A_MINUTE);
    cloud.followUp();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  /** The last that happened to it is what counts, in whatever order that is told. */
  @Test
  void aServerThatWasStoppedAfterItsCreationFailedIsStoppedAlsoIfThatIsToldLast() {
    Cloud cloud = cloud();
    UUID id = creationFails(cloud, "ADMIN_down");
    String instance = "snf-" + serverId(cloud);
    long job = cloud.ganeti.lastJob();
    cloud.deliver(Events.job(job + 2, "INSTANCE_STARTUP").of(instance).is(JobStatus.ERROR));
    cloud.deliver(Events.job(job + 1, "INSTANCE_SHUTDOWN").of(instance).is(JobStatus.SUCCESS));
    cloud.followUp();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  /** Its job may still come: Ganeti's front end gives up later than we do. */
  @Test
  void aTaskOfWhichNothingWasHeardHasItsTimeAlsoIfALookIsOwedThatSeesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    String instance = "snf-" + serverId(cloud);
    long job = cloud.ganeti.lastJob();
    cloud.ganeti.shows(instance, "ERROR_nodedown");
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.deliver(Events.job(job + 1, "INSTANCE_FAILOVER").of(instance).is(JobStatus.ERROR));
    cloud.followUp();
    assertEquals(ServerTask.STOP, cloud.show(id).task());
    sweepAfter(cloud, A_MINUTE);
    assertNull(cloud.show(id).task());
  }

  /** A node may be away for days, and its look owed for as long. */
  @Test
  void aDestroyThatNeverReachedGanetiIsSentAgainThoughALookIsOwedThatSeesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    owesALookThatSeesNothing(cloud, id);
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  @Test
  void aStopThatNeverReachedGanetiIsOverThoughALookIsOwedThatSeesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    owesALookThatSeesNothing(cloud, id);
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    endsUnseen(cloud, id);
  }

  @Test
  void aTaskWhoseJobGanetiForgotIsOverThoughALookIsOwedThatSeesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    owesALookThatSeesNothing(cloud, id);
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.forgetJobs();
    sweepAfter(cloud, A_MINUTE);
    endsUnseen(cloud, id);
  }

  @Test
  void whatHadNotBegunWhenItWasCanceledLeftNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.CANCELED);
    assertEquals(List.of(), cloud.due.take());
    assertNull(cloud.show(id).task());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aServerThatRunsAlthoughItsCreationFailedIsActive() {
    Cloud cloud = cloud();
    UUID id = creationFails(cloud, "running");
    assertEquals("ERROR", apiStatus(cloud, id));
    cloud.followUp();
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).fault());
  }

  @Test
  void aServerWhoseCreationFailedHalfWayStaysInError() {
    Cloud cloud = cloud();
    UUID id = creationFails(cloud, "ADMIN_down");
    cloud.followUp();
    assertEquals("ERROR", apiStatus(cloud, id));
    assertNotNull(cloud.show(id).fault());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void whatIsOlderThanAFailedJobDoesNotUndoWhatWasSeenAfterIt() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    String instance = "snf-" + serverId(cloud);
    long job = cloud.ganeti.lastJob();
    cloud.deliver(Events.job(job + 2, "INSTANCE_STARTUP").of(instance).is(JobStatus.ERROR));
    cloud.followUp();
    cloud.deliver(Events.job(job + 1, "INSTANCE_SHUTDOWN").of(instance).is(JobStatus.SUCCESS));
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(List.of(), cloud.due.take());
  }

  @Test
  void aFailureThatNoEventToldIsLookedAtToo() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.ERROR);
    cloud.ganeti.shows("snf-" + serverId(cloud), "ADMIN_down");
    sweepAfter(cloud, A_MINUTE);
    cloud.followUp();
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  /** Its guest may run on: to call it stopped would last, since nobody would ask again. */
  @ParameterizedTest
  @ValueSource(strings = {"ERROR_nodedown", "ERROR_nodeoffline", "unknown"})
  void aServerWhoseNodeDoesNotAnswerStaysAsItIsUntilThatIsKnown(String status) {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    stopFailsHalfWay(cloud, id);
    cloud.ganeti.shows("snf-" + serverId(cloud), status);
    cloud.followUp();
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    long steps = cloud.count("server_history");
    cloud.sweep();
    assertEquals(1, cloud.ganeti.instanceReads());
    assertEquals(1, dueAfter(cloud, A_MINUTE).size());
    cloud.sweep();
    assertEquals(2, cloud.ganeti.instanceReads());
    assertEquals(steps, cloud.count("server_history"));
    cloud.ganeti.shows("snf-" + serverId(cloud), "running");
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aRemovalThatFailedOnANodeThatDoesNotAnswerIsOverAndTheServerIsAskedForAgain() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.ERROR);
    cloud.ganeti.shows("snf-" + serverId(cloud), "ERROR_nodedown");
    cloud.followUp();
    endsUnseen(cloud, id);
  }

  @Test
  void aTaskWhoseJobGanetiForgotIsOverAlthoughItsNodeDoesNotAnswer() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.ganeti.forgetJobs();
    cloud.ganeti.shows("snf-" + serverId(cloud), "ERROR_nodedown");
    sweepAfter(cloud, A_MINUTE);
    endsUnseen(cloud, id);
  }

  private static void endsUnseen(Cloud cloud, UUID id) {
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    long steps = cloud.count("server_history");
    sweepAfter(cloud, A_MINUTE);
    assertEquals(steps, cloud.count("server_history"));
    cloud.ganeti.shows("snf-" + serverId(cloud), "ADMIN_down");
    sweepAfter(cloud, A_MINUTE);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void aServerWhoseNodeDoesNotAnswerAfterItsCreationGoesOnBeingBuilt() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    cloud.ganeti.forgetJobs();
    cloud.ganeti.shows("snf-" + serverId(cloud), "ERROR_nodedown");
    sweepAfter(cloud, A_MINUTE);
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.ganeti.shows("snf-" + serverId(cloud), "running");
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  private static InstanceEvent stopFailsHalfWay(Cloud cloud, UUID id) {
    cloud.stopServer.stop(Cloud.someone(), id);
    InstanceEvent failed = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.ERROR);
    cloud.ganeti.shows("snf-" + serverId(cloud), "ADMIN_down");
    cloud.deliver(failed);
    return failed;
  }

  /** What its failed job left is not known, for its node is away. */
  private static void owesALookThatSeesNothing(Cloud cloud, UUID id) {
    stopFailsHalfWay(cloud, id);
    cloud.due.take();
    cloud.ganeti.shows("snf-" + serverId(cloud), "ERROR_nodedown");
  }

  private static UUID creationFails(Cloud cloud, String shown) {
    UUID id = cloud.create("web");
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.ERROR);
    cloud.ganeti.shows("snf-" + serverId(cloud), shown);
    return id;
  }
}
