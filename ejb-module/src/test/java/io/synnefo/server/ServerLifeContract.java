package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A server's life through the use cases, on whichever database. */
abstract class ServerLifeContract {
  private static final Duration A_MINUTE = Duration.ofSeconds(61);

  abstract Cloud cloud();

  @Test
  void aServerIsBuiltStoppedStartedAndDestroyedAndEachStepIsOnRecord() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    long serverId = serverId(cloud);
    long job = cloud.ganeti.lastJob();
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.happens(job, JobStatus.RUNNING);
    assertEquals(25, cloud.show(id).progress());
    cloud.happens(job, JobStatus.SUCCESS);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    assertEquals(Map.of("colour", "red"), cloud.show(id).metadata());
    cloud.stopServer.stop(Cloud.someone(), id);
    assertEquals(ServerTask.STOP, cloud.show(id).task());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    cloud.startServer.start(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.destroyServer.destroy(Cloud.someone(), id);
    assertEquals(ServerTask.DESTROY, cloud.show(id).task());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
    assertEquals(
        List.of(
            "REQUESTED req",
            "SUBMITTED req job",
            "PROGRESS req job",
            "CREATED BUILD>STARTED req job",
            "REQUESTED req",
            "SUBMITTED req job",
            "STOPPED STARTED>STOPPED req job",
            "REQUESTED req",
            "SUBMITTED req job",
            "STARTED STOPPED>STARTED req job",
            "REQUESTED req",
            "SUBMITTED req job",
            "REMOVED STARTED>DESTROYED req job"),
        cloud.historyOf(serverId));
    assertEquals(List.of(), cloud.dueServers.due(10));
  }

  @Test
  void eachEventIsToldOnceWithWhatItDid() {
    Cloud cloud = cloud();
    cloud.create("web");
    InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.deliver(event);
    cloud.deliver(event);
    HistoryEntry.Change change =
        new HistoryEntry.Change(Rule.CREATED, ServerState.BUILD, ServerState.STARTED);
    assertEquals(
        List.of(new EventApplied(String.valueOf(event.eventId()), event.instance(), change)),
        cloud.applied.take());
  }

  @Test
  void theAdminPasswordIsGivenToGanetiAsASecretAndStoredNowhere() {
    Cloud cloud = cloud();
    CreateServer.Created created =
        cloud.createServer.create(
            Cloud.someone(), new CreateServer.Command("web", "1", Cloud.IMAGE, Map.of(), null));
    assertEquals(12, created.adminPass().length());
    assertEquals(
        Map.of("img_passwd", created.adminPass()),
        cloud.ganeti.created.get(cloud.ganeti.created.size() - 1).secretOsParams());
    assertFalse(created.toString().contains(created.adminPass()));
  }

  @Test
  void anEventThatComesBeforeTheJobIdIsKnownSettlesTheTaskAllTheSame() {
    Cloud cloud = cloud();
    cloud.ganeti.beforeReply(job -> cloud.happens(job, JobStatus.SUCCESS));
    UUID id = cloud.create("web");
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void anEventOfTheOldDaemonBeforeTheJobIdIsKnownSettlesTheTaskToo() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.beforeReply(job -> cloud.deliver(old(cloud.ganeti.step(job, JobStatus.SUCCESS))));
    cloud.stopServer.stop(Cloud.someone(), id);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
  }

  @Test
  void aCreateThatGanetiRefusesLeavesNothingButItsHistory() {
    Cloud cloud = cloud();
    long servers = cloud.count("server");
    long metadata = cloud.count("server_metadata");
    long history = cloud.count("server_history");
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    assertEquals(FaultCode.SERVICE_UNAVAILABLE, faultOf(() -> cloud.create("web")));
    assertEquals(servers, cloud.count("server"));
    assertEquals(metadata, cloud.count("server_metadata"));
    assertEquals(history + 2, cloud.count("server_history"));
  }

  @Test
  void aStopThatGanetiRefusesChangesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    assertEquals(
        FaultCode.SERVICE_UNAVAILABLE, faultOf(() -> cloud.stopServer.stop(Cloud.someone(), id)));
    assertNull(cloud.show(id).task());
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

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
    cloud.clock.pass(Duration.ofSeconds(2));
    assertThrows(RuntimeException.class, cloud::sweep);
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
    cloud.clock.pass(A_MINUTE);
    DueServer claimed = cloud.dueServers.claim(serverId(cloud)).orElseThrow();
    assertTrue(cloud.dueServers.claim(claimed.row().id()).isEmpty());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.dueServers.observed(claimed, Presence.RUNNING, Rule.JOB_LOST);
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  @Test
  void eventsOfOthersAreAcceptedWithoutEffect() {
    Cloud cloud = cloud();
    long history = cloud.count("server_history");
    for (String instance : List.of("mail", "snf-", "snf-x", "snf-007", "snf-99999999")) {
      cloud.deliver(Events.job(7, "INSTANCE_STARTUP").of(instance).is(JobStatus.SUCCESS));
    }
    assertEquals(history, cloud.count("server_history"));
  }

  @Test
  void aFlavorThatIsTooSmallOrUnknownIsRefused() {
    Cloud cloud = cloud();
    long servers = cloud.count("server");
    for (String flavor : List.of("0", "nope")) {
      CreateServer.Command command =
          new CreateServer.Command("web", flavor, Cloud.IMAGE, Map.of(), "secret");
      assertEquals(
          FaultCode.BAD_REQUEST,
          faultOf(() -> cloud.createServer.create(Cloud.someone(), command)));
    }
    assertEquals(servers, cloud.count("server"));
  }

  @Test
  void anothersServerCannotBeTouched() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    Caller other = Cloud.caller("b", "req-" + UUID.randomUUID(), "member");
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.stopServer.stop(other, id)));
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.views.get(other, id)));
    assertEquals(FaultCode.CONFLICT, faultOf(() -> cloud.startServer.start(Cloud.someone(), id)));
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  static FaultCode faultOf(Runnable action) {
    return assertThrows(Fault.class, action::run).code();
  }

  private static String apiStatus(Cloud cloud, UUID id) {
    ServerView view = cloud.show(id);
    return view.state().apiName(view.task());
  }

  private static void destroy(Cloud cloud, UUID id, JobStatus status) {
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), status);
    cloud.followUp();
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  private static void sweepAfter(Cloud cloud, Duration time) {
    cloud.clock.pass(time);
    cloud.sweep();
  }

  private static List<DueServers.Waiting> dueAfter(Cloud cloud, Duration time) {
    cloud.clock.pass(time);
    return cloud.dueServers.due(10);
  }

  private static long serverId(Cloud cloud) {
    String instance = cloud.ganeti.created.get(cloud.ganeti.created.size() - 1).name();
    return Long.parseLong(instance.substring("snf-".length()));
  }

  /** As the old daemon would have said it. */
  private static InstanceEvent old(InstanceEvent event) {
    return new InstanceEvent(
        null,
        event.cluster(),
        event.instance(),
        event.operation(),
        event.jobId(),
        0,
        event.status(),
        event.eventTime(),
        event.logMessage(),
        event.result(),
        event.jobFields(),
        List.of());
  }
}
