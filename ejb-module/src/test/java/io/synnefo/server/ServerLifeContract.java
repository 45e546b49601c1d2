package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A server's life through the use cases, on whichever database. */
abstract class ServerLifeContract extends SecondCreationContract {
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
  void whatHappensToAnInstanceOfItsNameInAnotherClusterIsNotTheServers() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    Events.Builder removal = Events.job(9_999, "INSTANCE_REMOVE").of("snf-" + serverId(cloud));
    cloud.clustersTell("c0ffee", "cluster.test");
    List<String> before = cloud.historyOf(serverId(cloud));
    cloud.deliver(inCluster("bad", "elsewhere.test", removal.is(JobStatus.SUCCESS)));
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(before, cloud.historyOf(serverId(cloud)));
    cloud.deliver(inCluster("c0ffee", "renamed.test", removal.is(JobStatus.SUCCESS)));
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  @Test
  void aClusterThatWasMadeAnewUnderItsNameIsStillTheServers() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    Events.Builder stop = Events.job(9_999, "INSTANCE_SHUTDOWN").of("snf-" + serverId(cloud));
    cloud.clustersTell("c0ffee", "cluster.test");
    cloud.deliver(inCluster("0ther", "cluster.test", stop.is(JobStatus.SUCCESS)));
    assertEquals("SHUTOFF", apiStatus(cloud, id));
  }

  private static InstanceEvent inCluster(String uuid, String name, InstanceEvent event) {
    OpState op = event.op();
    String id = uuid + ":" + op.jobId() + ":" + op.opIndex() + ":" + op.status().word();
    return new InstanceEvent(
        new OpState(
            id,
            name,
            op.jobId(),
            op.opIndex(),
            op.operation(),
            op.status(),
            op.eventTime(),
            op.logMessage(),
            op.result(),
            op.reason()),
        event.instance(),
        event.jobFields(),
        event.tags());
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
    assertNull(cloud.show(id).fault());
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
  }

  @Test
  void anEventOfTheOldDaemonBeforeTheJobIdIsKnownSettlesTheTaskToo() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.beforeReply(
        job -> cloud.deliver(withoutId(cloud.ganeti.step(job, JobStatus.SUCCESS))));
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
}
