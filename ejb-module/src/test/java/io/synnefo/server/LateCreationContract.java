package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A creation that reaches Ganeti when its server is destroyed already: its process stood still for
 * so long that it was declared lost. No instance may stay that nobody owns.
 */
abstract class LateCreationContract extends FailedJobContract {
  @Test
  void whatIsBuiltForADestroyedServerIsRemovedOnce() {
    Cloud cloud = cloud();
    long build = createsLate(cloud);
    cloud.happens(build, JobStatus.RUNNING);
    assertEquals(build, cloud.ganeti.lastJob());
    cloud.happens(build, JobStatus.SUCCESS);
    cloud.followUp();
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build + 1, cloud.ganeti.lastJob());
    cloud.happens(build + 1, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 1);
    assertEquals(
        List.of(
            "SUBMITTED req job",
            "GONE req job",
            "ORPHANED req job",
            "REQUESTED req",
            "SUBMITTED req job",
            "GONE req job",
            "OBSERVED_ABSENT req"),
        last(7, cloud.historyOf(serverId(cloud))));
  }

  /** Its end came out of order, so it may be there or not, and the node does not tell for long. */
  @Test
  void aServerDeletedWhileALookAtItsBuildingIsOwedIsRemovedOnceItIsSeen() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    String instance = "snf-" + serverId(cloud);
    long build = cloud.ganeti.lastJob();
    cloud.ganeti.otherJobs(1);
    cloud.deliver(Events.job(build + 1, "INSTANCE_STARTUP").of(instance).is(JobStatus.ERROR));
    cloud.happens(build, JobStatus.SUCCESS);
    cloud.ganeti.shows(instance, "ERROR_nodedown");
    cloud.followUp();
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.destroyServer.destroy(Cloud.someone(), id);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build + 1, cloud.ganeti.lastJob());
    cloud.ganeti.shows(instance, "running");
    sweepAfter(cloud, A_MINUTE);
    cloud.followUp();
    assertEquals(build + 2, cloud.ganeti.lastJob());
    cloud.happens(build + 2, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 2);
  }

  @Test
  void whatIsBuiltForADestroyedServerIsRemovedAlthoughItsEventsNeverCome() {
    Cloud cloud = cloud();
    long build = createsLate(cloud);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build, cloud.ganeti.lastJob());
    cloud.ganeti.step(build, JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build + 1, cloud.ganeti.lastJob());
    cloud.ganeti.step(build + 1, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 1);
  }

  @Test
  void whatIsBuiltForADestroyedServerIsFoundAlthoughTheReplyIsLostToo() {
    Cloud cloud = cloud();
    cloud.ganeti.beforeSubmit(
        () -> {
          loseAndDestroy(cloud);
          cloud.ganeti.mood(StubGaneti.Mood.LOSING_REPLIES);
        });
    cloud.create("web");
    long build = cloud.ganeti.lastJob();
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.ganeti.step(build, JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build + 1, cloud.ganeti.lastJob());
    cloud.happens(build + 1, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 1);
  }

  @Test
  void aRemovalOfSuchAnInstanceThatFailsIsSentAgain() {
    Cloud cloud = cloud();
    long build = createsLate(cloud);
    cloud.happens(build, JobStatus.SUCCESS);
    cloud.followUp();
    cloud.happens(build + 1, JobStatus.ERROR);
    cloud.followUp();
    assertEquals(build + 1, cloud.ganeti.lastJob());
    sweepAfter(cloud, A_MINUTE);
    assertEquals(build + 2, cloud.ganeti.lastJob());
    cloud.happens(build + 2, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 2);
  }

  @Test
  void aLateCreationThatFailsLeavesNothingToRemove() {
    Cloud cloud = cloud();
    long build = createsLate(cloud);
    cloud.happens(build, JobStatus.ERROR);
    assertNothingIsLeft(cloud, build);
  }

  @Test
  void aServerDeletedBeforeItsLateCreationIsGoneToo() {
    Cloud cloud = cloud();
    cloud.ganeti.beforeSubmit(
        () -> {
          cloud.destroyServer.destroy(Cloud.someone(), theServer(cloud));
          sweepAfter(cloud, A_MINUTE);
        });
    cloud.create("web");
    long build = cloud.ganeti.lastJob();
    cloud.happens(build, JobStatus.SUCCESS);
    cloud.followUp();
    cloud.happens(build + 1, JobStatus.SUCCESS);
    assertNothingIsLeft(cloud, build + 1);
  }

  @Test
  void thatItWasBuiltToldOnceMoreAfterItsRemovalRemovesNothing() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    InstanceEvent built = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.deliver(built);
    destroy(cloud, id, JobStatus.SUCCESS);
    long removal = cloud.ganeti.lastJob();
    cloud.deliver(withoutId(built));
    cloud.deliver(built);
    assertEquals(List.of(), cloud.due.take());
    assertNothingIsLeft(cloud, removal);
  }

  @Test
  void thatItWasBuiltToldAfterItWasSeenToBeGoneIsLookedAtOnce() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    long build = cloud.ganeti.lastJob();
    InstanceEvent built = cloud.ganeti.step(build, JobStatus.SUCCESS);
    cloud.ganeti.removedByHand("snf-" + serverId(cloud));
    cloud.ganeti.forgetJobs();
    cloud.destroyServer.destroy(Cloud.someone(), id);
    sweepAfter(cloud, A_MINUTE);
    cloud.deliver(built);
    cloud.followUp();
    cloud.deliver(withoutId(built));
    assertEquals(List.of(), cloud.due.take());
    assertNothingIsLeft(cloud, build);
  }

  @Test
  void whatTheOperatorMakesUnderADestroyedServersNameStays() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    destroy(cloud, id, JobStatus.SUCCESS);
    String name = "snf-" + serverId(cloud);
    long job = cloud.ganeti.createdByHand(name);
    cloud.happens(job, JobStatus.RUNNING);
    cloud.happens(job, JobStatus.SUCCESS);
    assertEquals(List.of(), cloud.due.take());
    sweepAfter(cloud, A_MINUTE);
    assertEquals(job, cloud.ganeti.lastJob());
    assertTrue(cloud.ganeti.instance(name).isPresent());
  }

  /** The job that builds what nobody wants any more. */
  private static long createsLate(Cloud cloud) {
    cloud.ganeti.beforeSubmit(() -> loseAndDestroy(cloud));
    cloud.create("web");
    return cloud.ganeti.lastJob();
  }

  /** What others do while the process that creates stands still. */
  private static void loseAndDestroy(Cloud cloud) {
    sweepAfter(cloud, A_MINUTE);
    destroy(cloud, theServer(cloud), JobStatus.ERROR);
  }

  private static UUID theServer(Cloud cloud) {
    return cloud.views.list(Cloud.someone(), ServerQuery.all(1)).get(0).id();
  }

  private static void assertNothingIsLeft(Cloud cloud, long lastJob) {
    sweepAfter(cloud, A_MINUTE);
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
    assertEquals(lastJob, cloud.ganeti.lastJob());
    assertTrue(cloud.ganeti.instance("snf-" + serverId(cloud)).isEmpty());
  }

  private static List<String> last(int count, List<String> lines) {
    return lines.subList(lines.size() - count, lines.size());
  }
}
