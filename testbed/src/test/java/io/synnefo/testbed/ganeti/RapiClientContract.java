package io.synnefo.testbed.ganeti;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.backend.Capacity;
import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.NodeInfo;
import io.synnefo.ganeti.RapiAccess;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.wire.ganeti.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client relies on, held against every Ganeti it is tested with. */
interface RapiClientContract {
  Duration TIMEOUT = Duration.ofSeconds(10);
  Duration GUEST_TIMEOUT = Duration.ofSeconds(5);
  Duration JOB_TIMEOUT = Duration.ofSeconds(90);

  GanetiEnv env();

  HttpRapiClient client();

  static CreateInstanceRequest request(String name) {
    return request(name, "fake", 2);
  }

  /** The only hypervisor here whose instances have a console, and parameters. */
  static CreateInstanceRequest requestOfKvm(String name) {
    return request(name, "kvm", 1);
  }

  private static CreateInstanceRequest request(String name, String hypervisor, int vcpus) {
    return new CreateInstanceRequest(
        name,
        hypervisor,
        "file",
        vcpus,
        128,
        List.of(8),
        "snf-image+default",
        Map.of("img_id", "debian"),
        Map.of("img_passwd", "topsecret"),
        List.of("synnefo:test"),
        true);
  }

  /** What no node has room for. */
  private static CreateInstanceRequest tooLarge(String name) {
    CreateInstanceRequest fits = request(name);
    return new CreateInstanceRequest(
        name,
        fits.hypervisor(),
        fits.diskTemplate(),
        fits.vcpus(),
        10_000_000,
        fits.disksMib(),
        fits.osType(),
        fits.osParams(),
        fits.secretOsParams(),
        fits.tags(),
        true);
  }

  static JobInfo ended(RapiClient client, long jobId) {
    return await()
        .atMost(JOB_TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> client.job(jobId).orElseThrow(), job -> job.status().isFinal());
  }

  static void assertSuccess(JobInfo job) {
    assertEquals(JobStatus.SUCCESS, job.status(), () -> "job: " + job);
  }

  private String status(String instance) {
    return client().instance(instance).orElseThrow().status();
  }

  @Test
  default void theClusterTellsItsNameUuidAndMaster() {
    ClusterInfo info = client().info();
    assertEquals(env().cluster(), info.name());
    assertEquals(env().clusterUuid(), info.uuid());
    assertEquals("node1.gnt.test", info.master());
    assertEquals("3.0.2", info.softwareVersion());
    assertTrue(info.hypervisors().contains("fake"), info::toString);
    assertTrue(info.diskTemplates().contains("file"), info::toString);
  }

  @Test
  default void theNodesTellTheirSizesAndHowManyInstancesTheyCarry() {
    String name = "snf-counted";
    assertSuccess(ended(client(), client().createInstance(request(name), "count me")));
    List<NodeInfo> nodes = client().nodes();
    assertEquals(List.of("node1.gnt.test"), nodes.stream().map(NodeInfo::name).toList());
    NodeInfo node = nodes.get(0);
    assertFalse(node.offline() || node.drained());
    assertTrue(node.vmCapable());
    assertTrue(node.instances() >= 1, node::toString);
    Capacity room = Capacity.of(nodes);
    assertTrue(room.vcpus() >= 1 && room.memoryFreeMib() >= 1 && room.diskFreeMib() >= 1);
    assertTrue(room.memoryFreeMib() <= room.memoryTotalMib(), room::toString);
    assertTrue(room.diskFreeMib() <= room.diskTotalMib(), room::toString);
    assertSuccess(ended(client(), client().removeInstance(name, GUEST_TIMEOUT, "away")));
  }

  @Test
  default void anInstanceIsMadeStoppedStartedRebootedAndRemovedByJobs() {
    String name = "snf-life";
    assertSuccess(ended(client(), client().createInstance(request(name), "make")));
    InstanceInfo made = client().instance(name).orElseThrow();
    assertEquals("running", made.status());
    assertTrue(made.isRunning());
    assertEquals(2, made.vcpus());
    assertEquals(128, made.memoryMib());
    assertEquals("node1.gnt.test", made.primaryNode());
    assertNull(made.networkPort(), "this hypervisor has no VNC server");
    assertEquals(List.of("synnefo:test"), made.tags());
    assertEquals(List.of(8L), made.disks().stream().map(InstanceInfo.Disk::sizeMib).toList());
    assertEquals(List.of(), made.nics());
    assertEquals(Map.of(), made.hypervisorParameters());
    assertTrue(client().instances().contains(made));

    assertSuccess(ended(client(), client().stopInstance(name, GUEST_TIMEOUT, "stop")));
    assertEquals("ADMIN_down", status(name));
    assertSuccess(ended(client(), client().startInstance(name, "start")));
    assertEquals("running", status(name));
    assertSuccess(ended(client(), client().rebootInstance(name, GUEST_TIMEOUT, "reboot")));
    assertEquals("running", status(name));
    assertSuccess(ended(client(), client().removeInstance(name, GUEST_TIMEOUT, "remove")));
    assertTrue(client().instance(name).isEmpty());
  }

  @Test
  default void whatAnInstanceIsMadeOfIsChangedByJobs() throws IOException {
    String name = "snf-change";
    RawRapi raw = new RawRapi(env());
    String at = "/2/instances/" + name;
    String one = "{\"beparams\":{\"vcpus\":3,\"maxmem\":256,\"minmem\":256}}";
    assertSuccess(ended(client(), client().createInstance(request(name), "make")));
    JobInfo modified = ended(client(), raw.submit("PUT", at + "/modify", one));
    assertSuccess(modified);
    String whole = raw.call("GET", "/2/jobs/" + modified.id(), RapiWireContract.JSON, "").body();
    String result = "[[\"be/vcpus\",3],[\"be/maxmem\",256],[\"be/minmem\",256]]";
    assertTrue(whole.replace(" ", "").contains(result), whole);
    String half = "{\"beparams\":{\"vcpus\":1}}";
    assertSuccess(ended(client(), raw.submit("PUT", at + "/modify", half)));
    assertSuccess(ended(client(), raw.submit("POST", at + "/disk/0/grow", "{\"amount\":16}")));
    assertSuccess(ended(client(), raw.submit("PUT", at + "/tags?tag=one", "")));
    assertSuccess(ended(client(), raw.submit("PUT", at + "/tags?tag=two", "")));
    assertSuccess(ended(client(), raw.submit("PUT", at + "/tags?tag=two", "")));
    assertSuccess(ended(client(), raw.submit("DELETE", at + "/tags?tag=synnefo:test", "")));
    InstanceInfo now = client().instance(name).orElseThrow();
    assertEquals(1, now.vcpus());
    assertEquals(256, now.memoryMib());
    assertEquals(List.of(24L), now.disks().stream().map(InstanceInfo.Disk::sizeMib).toList());
    assertEquals(List.of("one", "two"), now.tags().stream().sorted().toList());
    assertTrue(now.isRunning());

    JobInfo lacking = ended(client(), raw.submit("DELETE", at + "/tags?tag=three", ""));
    assertEquals("Tag(s) 'three' not found", lacking.ops().get(0).error());
    assertSuccess(ended(client(), client().removeInstance(name, GUEST_TIMEOUT, "away")));
    for (long job :
        List.of(
            raw.submit("PUT", at + "/modify", half),
            raw.submit("POST", at + "/disk/0/grow", "{\"amount\":16}"),
            raw.submit("PUT", at + "/tags?tag=one", ""))) {
      JobInfo.Op op = ended(client(), job).ops().get(0);
      assertEquals("Instance 'snf-change' not known", op.error());
    }
  }

  @Test
  default void aSecondCreationOfANameIsAJobThatEndsInError() {
    String name = "snf-twice";
    assertSuccess(ended(client(), client().createInstance(request(name), "one")));
    JobInfo second = ended(client(), client().createInstance(request(name), "two"));
    assertEquals(JobStatus.ERROR, second.status());
    JobInfo.Op op = second.ops().get(0);
    assertEquals("Instance 'snf-twice' is already in the cluster", op.error());
    assertEquals(name, op.instance());
    assertNotNull(op.endedAt());
    assertSuccess(ended(client(), client().removeInstance(name, GUEST_TIMEOUT, "away")));
  }

  /** ADR 013: that there is no room is no temporary failure, whatever the job locked at first. */
  @Test
  default void ganetiItselfTriesWithAllLocksBeforeItSaysThatThereIsNoRoom() throws IOException {
    JobInfo job = ended(client(), client().createInstance(tooLarge("snf-large"), "too large"));
    assertEquals(JobStatus.ERROR, job.status());
    JobInfo.Op op = job.ops().get(0);
    String error = op.result().toString();
    assertTrue(error.startsWith("[\"OpPrereqError\",[\"Can't compute nodes using"), error);
    assertTrue(error.endsWith(",\"insufficient_resources\"]]"), error);
    String whole =
        new RawRapi(env()).call("GET", "/2/jobs/" + job.id(), RapiWireContract.JSON, "").body();
    assertTrue(whole.contains("* falling back to full lock allocation"), whole);
    assertTrue(client().instance("snf-large").isEmpty());
  }

  @Test
  default void anInstanceThatIsNotThereIsEmptyAndItsStartIsAJobThatFails() {
    assertTrue(client().instance("snf-nope").isEmpty());
    JobInfo job = ended(client(), client().startInstance("snf-nope", "in vain"));
    assertEquals("Instance 'snf-nope' not known", job.ops().get(0).error());
  }

  @Test
  default void aQuestionToTheDaemonIsAJobThatSucceedsAndIsAboutNoInstance() {
    JobInfo job = ended(client(), client().askDaemon("snf:eventd:heartbeat:contract", "asked"));
    assertSuccess(job);
    JobInfo.Op op = job.ops().get(0);
    assertEquals("OP_TAGS_SET", op.operation());
    assertEquals("asked", op.reasons().get(0));
    assertNull(op.instance());
    assertNotNull(op.endedAt());
  }

  @Test
  default void aJobThatIsNotThereIsEmpty() {
    assertTrue(client().job(999_999).isEmpty());
  }

  @Test
  default void aJobSubmittedIsListed() {
    long job = client().startInstance("snf-nope", "listed");
    assertTrue(client().jobIds().contains(job));
  }

  @Test
  default void theReasonGivenIsTheFirstInTheJobsTrail() {
    String reason = "req-1 & \"two\" <3> +%/";
    JobInfo job = ended(client(), client().startInstance("snf-nope", reason + "\u00e9"));
    assertEquals(reason + "?", job.ops().get(0).reasons().get(0));
  }

  @Test
  default void aWrongPasswordIsRejected() {
    GanetiEnv right = env();
    RapiAccess access = access(right, "wrong-password", right.certificateSha256());
    try (HttpRapiClient stranger = new HttpRapiClient(access)) {
      RapiException e =
          assertThrows(RapiException.class, () -> stranger.startInstance("snf-nope", "stranger"));
      assertEquals(RapiException.Kind.REJECTED, e.kind());
      assertEquals(RapiException.Outcome.NOT_SUBMITTED, e.outcome());
      assertTrue(e.toString().contains("401"), e.getMessage());
      assertFalse(e.toString().contains("wrong-password"));
    }
  }

  @Test
  default void anotherCertificateThanThePinnedOneIsNotSpokenTo() {
    RapiAccess access = access(env(), env().password(), "0".repeat(64));
    try (HttpRapiClient careful = new HttpRapiClient(access)) {
      RapiException e =
          assertThrows(RapiException.class, () -> careful.startInstance("snf-nope", "careful"));
      assertEquals(RapiException.Kind.UNREACHABLE, e.kind());
      assertEquals(RapiException.Outcome.NOT_SUBMITTED, e.outcome());
      assertTrue(e.toString().contains(env().certificateSha256()), e.getMessage());
    }
  }

  private static RapiAccess access(GanetiEnv env, String password, String pin) {
    return new RapiAccess(
        env.cluster(), List.of(env.rapi()), env.username(), password, pin, TIMEOUT, 4);
  }
}
