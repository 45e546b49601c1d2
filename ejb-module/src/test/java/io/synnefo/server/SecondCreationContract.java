package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A creation that others' locks kept out is submitted once more, on whichever database. */
abstract class SecondCreationContract extends SettlingContract {
  @Test
  void aCreationThatIsLockedOutIsSubmittedOnceMoreAndWaitsForAllLocks() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    assertEquals("BUILD", apiStatus(cloud, id));
    assertEquals(1, cloud.ganeti.created.size());
    cloud.followUp();
    assertEquals(2, cloud.ganeti.created.size());
    CreateInstanceRequest first = cloud.ganeti.created.get(0);
    CreateInstanceRequest second = cloud.ganeti.created.get(1);
    assertTrue(first.opportunistic());
    assertEquals(first.withAllLocks(), second);
    assertNotNull(second.secretOsParams().get("img_passwd"));
    assertEquals("BUILD", apiStatus(cloud, id));
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertNull(cloud.show(id).task());
    assertNothingIsLeft(cloud);
  }

  @Test
  void whyThereWereTwoJobsIsExplained() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    long failed = cloud.ganeti.lastJob();
    cloud.followUp();
    cloud.happens(failed + 1, JobStatus.SUCCESS);
    List<ServerStep> steps = cloud.explain(id.toString()).steps();
    assertEquals(
        List.of("REQUESTED", "SUBMITTED", "CREATE_AGAIN", "REQUESTED", "SUBMITTED", "CREATED"),
        steps.stream().map(ServerStep::rule).toList());
    assertEquals(failed, steps.get(2).jobId());
    assertTrue(
        String.valueOf(steps.get(2).detail()).contains("temp_insufficient_resources"),
        () -> String.valueOf(steps.get(2)));
    assertEquals("create, after job " + failed, steps.get(3).detail());
    assertEquals(failed + 1, steps.get(5).jobId());
    assertEquals(steps.get(3).requestId(), steps.get(5).requestId());
    assertNotEquals(steps.get(0).requestId(), steps.get(3).requestId());
  }

  @Test
  void toldAgainOfTheFailureNothingIsSubmittedAgain() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    InstanceEvent failure = cloud.ganeti.lockOut(cloud.ganeti.lastJob());
    cloud.deliver(failure);
    cloud.deliver(failure);
    cloud.deliver(withoutId(failure));
    Events.Builder first = Events.job(failure.jobId(), "INSTANCE_CREATE").of(failure.instance());
    cloud.deliver(first.is(JobStatus.RUNNING));
    cloud.followUp();
    cloud.deliver(failure);
    cloud.deliver(first.is(JobStatus.WAITING));
    cloud.followUp();
    assertEquals(2, cloud.ganeti.created.size());
    assertEquals("BUILD", apiStatus(cloud, id));
    assertEquals(
        cloud.ganeti.lastJob(),
        Objects.requireNonNull(cloud.explain(id.toString()).now()).taskJobId());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  @Test
  void aSecondFailureIsFinal() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    cloud.followUp();
    cloud.deliver(cloud.ganeti.lockOut(cloud.ganeti.lastJob()));
    cloud.followUp();
    assertEquals("ERROR", apiStatus(cloud, id));
    assertEquals(2, cloud.ganeti.created.size());
    assertNotNull(cloud.show(id).fault());
    assertNothingIsLeft(cloud);
  }

  @Test
  void whatFailedForAnotherReasonIsNotSubmittedAgain() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    long job = cloud.ganeti.lastJob();
    cloud.ganeti.step(job, JobStatus.ERROR);
    cloud.deliver(
        Events.job(job, "INSTANCE_CREATE")
            .of("snf-" + serverId(cloud))
            .is(JobStatus.ERROR, Events.error("insufficient_resources")));
    cloud.followUp();
    assertEquals("ERROR", apiStatus(cloud, id));
    assertEquals(1, cloud.ganeti.created.size());
  }

  @Test
  void nothingOfTheDecisionIsLeftWhenItsTransactionIsRolledBack() {
    Cloud cloud = cloud();
    cloud.create("web");
    InstanceEvent failure = cloud.ganeti.lockOut(cloud.ganeti.lastJob());
    assertThrows(
        IllegalStateException.class,
        () ->
            cloud.tx(
                () -> {
                  cloud.deliver(failure);
                  throw new IllegalStateException("told to throw");
                }));
    cloud.due.take();
    cloud.sweep();
    assertEquals(1, cloud.ganeti.created.size());
    cloud.deliver(failure);
    cloud.followUp();
    assertEquals(2, cloud.ganeti.created.size());
  }

  @Test
  void whoDiesBeforeOrAfterItIsClaimedIsFollowedByTheSweepAndItIsSentOnce() {
    Cloud cloud = cloud();
    lockedOut(cloud);
    cloud.due.take();
    assertTrue(cloud.dueServers.claim(serverId(cloud)).isPresent());
    cloud.sweep();
    assertEquals(1, cloud.ganeti.created.size());
    sweepAfter(cloud, A_MINUTE);
    assertEquals(2, cloud.ganeti.created.size());
    sweepAfter(cloud, A_MINUTE);
    assertEquals(2, cloud.ganeti.created.size());
  }

  @Test
  void aSecondCreationWhoseReplyIsLostIsFoundAndNotSentAgain() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REPLIES);
    assertThrows(RapiException.class, cloud::followUp);
    long second = cloud.ganeti.lastJob();
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.ganeti.step(second, JobStatus.SUCCESS);
    sweepAfter(cloud, A_MINUTE);
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(second, cloud.ganeti.lastJob());
    assertNothingIsLeft(cloud);
  }

  @Test
  void aSecondCreationThatNeverReachedGanetiIsSentAgain() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    long failed = cloud.ganeti.lastJob();
    cloud.ganeti.mood(StubGaneti.Mood.LOSING_REQUESTS);
    assertThrows(RapiException.class, cloud::followUp);
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    sweepAfter(cloud, A_MINUTE);
    assertEquals(failed + 1, cloud.ganeti.lastJob());
    cloud.happens(failed + 1, JobStatus.SUCCESS);
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  @Test
  void aSecondCreationThatGanetiRefusesEndsInError() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    cloud.followUp();
    assertEquals("ERROR", apiStatus(cloud, id));
    assertNothingIsLeft(cloud);
  }

  @Test
  void aServerThatIsDeletedBeforeItsSecondCreationIsGoneWithoutIt() {
    Cloud cloud = cloud();
    UUID id = lockedOut(cloud);
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.followUp();
    sweepAfter(cloud, A_MINUTE);
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
    assertEquals(1, cloud.ganeti.created.size());
    assertNothingIsLeft(cloud);
  }

  @Test
  void aFailureThatNoEventToldIsReadFromTheJobAndFollowedTheSameWay() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    InstanceEvent missed = cloud.ganeti.lockOut(cloud.ganeti.lastJob());
    sweepAfter(cloud, A_MINUTE);
    cloud.followUp();
    assertEquals(2, cloud.ganeti.created.size());
    cloud.deliver(missed);
    cloud.followUp();
    assertEquals(2, cloud.ganeti.created.size());
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    assertEquals("ACTIVE", apiStatus(cloud, id));
  }

  @Test
  void whatIsNotKnownAnyMoreIsNotSubmittedAgain() {
    Cloud cloud = cloud();
    UUID before = cloud.create("web");
    forgetRequests(cloud);
    cloud.deliver(cloud.ganeti.lockOut(cloud.ganeti.lastJob()));
    assertEquals("ERROR", apiStatus(cloud, before));
    UUID after = lockedOut(cloud);
    forgetRequests(cloud);
    cloud.followUp();
    assertEquals("ERROR", apiStatus(cloud, after));
    assertEquals(2, cloud.ganeti.created.size());
  }

  @Test
  void ofAServerThatGanetiRefusedNoRequestIsKept() {
    Cloud cloud = cloud();
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    faultOf(() -> cloud.create("web"));
    assertEquals(0, cloud.count("server_creation"));
  }

  @Test
  void whatIsKeptDoesNotTellThePassword() {
    Cloud cloud = cloud();
    cloud.create("web");
    Object sealed =
        cloud.one("SELECT sealed FROM server_creation WHERE server_id = ?1", serverId(cloud));
    String password =
        Objects.requireNonNull(cloud.ganeti.created.get(0).secretOsParams().get("img_passwd"));
    byte[] bytes = Base64.getDecoder().decode(String.valueOf(sealed));
    assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains(password));
  }

  private static UUID lockedOut(Cloud cloud) {
    UUID id = cloud.create("web");
    cloud.deliver(cloud.ganeti.lockOut(cloud.ganeti.lastJob()));
    return id;
  }

  private static void forgetRequests(Cloud cloud) {
    cloud.tx(() -> cloud.em.createNativeQuery("DELETE FROM server_creation").executeUpdate());
  }

  private static void assertNothingIsLeft(Cloud cloud) {
    assertEquals(List.of(), dueAfter(cloud, A_MINUTE));
    assertEquals(0, cloud.count("server_creation"));
  }
}
