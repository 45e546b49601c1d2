package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.flavor.Flavor;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What servers are made of is what Ganeti shows after it told of a change, on each database. */
abstract class ShapeContract extends ServerLifeContract {
  private static final Duration SOON = ServerShapes.SEEN_AFTER;

  @Test
  void afterItsCreationAServerIsMadeOfWhatGanetiShows() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.shapes.sweep();
    assertEquals(0, cloud.ganeti.instanceReads(), "it is too early to see it all");
    looked(cloud);
    assertEquals(Shapes.SMALL, cloud.shapes.of(serverId(cloud)));
    assertEquals(List.of(Shapes.NIC), cloud.show(id).nics());
    assertEquals("1", cloud.show(id).flavorId());
    ServerStory story = cloud.explain(id.toString());
    assertEquals(Shapes.SMALL, story.shape());
    assertEquals("1", Objects.requireNonNull(story.now()).flavorId());
    ServerStep last = story.steps().get(story.steps().size() - 1);
    assertEquals("OBSERVED_SHAPE", last.rule());
    assertEquals("size, nics, disks, tags, hvparams", last.detail());
    looked(cloud);
    assertEquals(1, cloud.ganeti.instanceReads(), "it is asked for once");
  }

  @Test
  void instancesOfOneClusterDoNotKeepThoseOfAnotherFromBeingLookedAt() {
    Cloud cloud = cloud();
    long other = SettlingContract.otherBackend(cloud);
    for (int i = 0; i < 5; i++) {
      cloud.running("many-" + i);
    }
    cloud.running("two-1");
    cloud.running("two-2");
    cloud.moveTo(other, "two-%");
    cloud.shapes.marksAreDue();
    List<Long> backends =
        cloud.shapes.door.due(4).stream().map(DueServers.Waiting::backendId).toList();
    long first = backends.get(0);
    assertEquals(List.of(first, other, first, other), backends);
    assertEquals(7, cloud.shapes.door.due(100).size());
  }

  @Test
  void eachOperationThatMayChangeAnInstanceHasItLookedAtOnce() {
    Cloud cloud = cloud();
    cloud.running("web");
    looked(cloud);
    String instance = "snf-" + serverId(cloud);
    Map<String, Shape> changes =
        Map.of(
            "INSTANCE_SET_PARAMS", Shapes.withNics(Shapes.SMALL),
            "INSTANCE_GROW_DISK", Shapes.withDisks(Shapes.SMALL, 2048, 16),
            "INSTANCE_RECREATE_DISKS", Shapes.withDisks(Shapes.SMALL, 8),
            "TAGS_SET", Shapes.withTags(Shapes.SMALL, "a", "b"),
            "TAGS_DEL", Shapes.withTags(Shapes.SMALL));
    long job = 900;
    for (Map.Entry<String, Shape> change : changes.entrySet()) {
      cloud.ganeti.has(instance, change.getValue());
      InstanceEvent event = Events.job(++job, change.getKey()).of(instance).is(JobStatus.SUCCESS);
      int reads = cloud.ganeti.instanceReads();
      cloud.deliver(event);
      cloud.deliver(event);
      looked(cloud);
      cloud.deliver(event);
      looked(cloud);
      assertEquals(reads + 1, cloud.ganeti.instanceReads(), change.getKey());
      assertEquals(change.getValue(), cloud.shapes.of(serverId(cloud)), change.getKey());
    }
  }

  @Test
  void whatChangesNothingOfAnInstanceHasNobodyLook() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    looked(cloud);
    cloud.stopServer.stop(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    String instance = "snf-" + serverId(cloud);
    for (String operation : List.of("INSTANCE_MIGRATE", "INSTANCE_CONSOLE", "INSTANCE_REBOOT")) {
      cloud.deliver(Events.job(900, operation).of(instance).is(JobStatus.SUCCESS));
    }
    cloud.deliver(Events.job(950, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.CANCELED));
    cloud.deliver(Events.job(951, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.RUNNING));
    assertEquals(List.of(), due(cloud));
  }

  @Test
  void whatAFailedChangeLeftIsLookedAtThoughALaterEventToldTheState() {
    Cloud cloud = cloud();
    cloud.running("web");
    looked(cloud);
    String instance = "snf-" + serverId(cloud);
    cloud.deliver(Events.job(901, "INSTANCE_REBOOT").of(instance).is(JobStatus.SUCCESS));
    cloud.ganeti.has(instance, Shapes.withDisks(Shapes.SMALL, 1024, 16));
    cloud.deliver(Events.job(900, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.ERROR));
    looked(cloud);
    assertEquals(2, cloud.shapes.of(serverId(cloud)).disks().size());
  }

  @Test
  void aServerThatWasResizedIsOfTheFlavorOfItsNewSize() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    looked(cloud);
    changes(cloud, 900, Shapes.sized(Shapes.SMALL, 2, 256));
    assertEquals("2", cloud.show(id).flavorId());
    assertEquals("size, flavor 1>2", lastDetail(cloud, id));
    Shape wide = Shapes.withDisks(Shapes.sized(Shapes.SMALL, 2, 256), 4096);
    changes(cloud, 901, wide);
    assertEquals("3", cloud.show(id).flavorId());
  }

  @Test
  void aSizeThatNoFlavorHasIsOnRecordBesideTheFlavorThatItHad() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    looked(cloud);
    changes(cloud, 900, Shapes.sized(Shapes.SMALL, 3, 700));
    assertEquals("1", cloud.show(id).flavorId());
    assertEquals(new Shape.Size(3, 700), cloud.explain(id.toString()).shape().size());
    assertEquals(
        "size, no flavor has 3 vcpus with 700 MiB and a disk of 1024 MiB", lastDetail(cloud, id));
    changes(cloud, 901, Shapes.withTags(Shapes.sized(Shapes.SMALL, 3, 700), "x"));
    assertEquals("tags", lastDetail(cloud, id));
    CloudSeed.add(cloud, new Flavor("4", "odd", 3, 700, 1));
    changes(cloud, 902, Shapes.sized(Shapes.SMALL, 3, 700));
    assertEquals("4", cloud.show(id).flavorId());
    assertEquals("tags, flavor 1>4", lastDetail(cloud, id));
  }

  @Test
  void theAnswerToAnOlderQuestionIsDropped() {
    Cloud cloud = cloud();
    cloud.running("web");
    long server = serverId(cloud);
    String instance = "snf-" + server;
    InstanceInfo old = Shapes.shown(instance, "running", Shapes.withDisks(Shapes.SMALL, 1));
    InstanceInfo now = Shapes.shown(instance, "running", Shapes.SMALL);
    cloud.pass(SOON);
    ServerShapes.Claim slow = cloud.shapes.door.claim(server).orElseThrow();
    assertTrue(cloud.shapes.door.claim(server).isEmpty(), "it is somebody's already");
    cloud.pass(A_MINUTE);
    ServerShapes.Claim quick = cloud.shapes.door.claim(server).orElseThrow();
    cloud.shapes.door.told(quick, now);
    cloud.shapes.door.told(slow, old);
    cloud.shapes.door.absent(slow);
    assertEquals(Shapes.SMALL, cloud.shapes.of(server));
    cloud.deliver(Events.job(900, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.SUCCESS));
    cloud.pass(SOON);
    ServerShapes.Claim overtaken = cloud.shapes.door.claim(server).orElseThrow();
    cloud.deliver(Events.job(901, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.SUCCESS));
    cloud.shapes.door.told(overtaken, old);
    assertEquals(Shapes.SMALL, cloud.shapes.of(server));
    looked(cloud);
    assertEquals(List.of(), due(cloud));
  }

  @Test
  void whileGanetiIsAwayItIsAskedAgainOnceTheClaimIsOver() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    cloud.ganeti.mood(StubGaneti.Mood.DOWN);
    looked(cloud);
    assertEquals(1, cloud.ganeti.instanceReads());
    looked(cloud);
    assertEquals(1, cloud.ganeti.instanceReads());
    cloud.ganeti.mood(StubGaneti.Mood.WELL);
    cloud.pass(A_MINUTE);
    cloud.shapes.sweep();
    assertEquals(1, cloud.show(id).nics().size());
  }

  @Test
  void ofAnInstanceThatIsGoneNothingIsTakenAndNothingMoreIsAsked() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    looked(cloud);
    long server = serverId(cloud);
    cloud.ganeti.removedByHand("snf-" + server);
    cloud.deliver(Events.job(900, "TAGS_SET").of("snf-" + server).is(JobStatus.SUCCESS));
    looked(cloud);
    assertEquals(Shapes.SMALL, cloud.shapes.of(server));
    assertEquals("ACTIVE", apiStatus(cloud, id));
    assertEquals(List.of(), due(cloud));
    cloud.deliver(Events.job(901, "TAGS_SET").of("snf-" + server).is(JobStatus.SUCCESS));
    cloud.deliver(Events.job(902, "INSTANCE_REMOVE").of("snf-" + server).is(JobStatus.SUCCESS));
    int reads = cloud.ganeti.instanceReads();
    looked(cloud);
    assertEquals(reads, cloud.ganeti.instanceReads());
    assertEquals(List.of(), due(cloud));
    assertEquals(Shapes.SMALL, cloud.explain(id.toString()).shape());
  }

  @Test
  void whatIsTooLongForItsColumnIsCutOff() {
    Cloud cloud = cloud();
    cloud.running("web");
    String longest = "x".repeat(5000);
    Shape.Nic nic = new Shape.Nic(longest, longest, longest, longest, longest, longest);
    cloud.ganeti.has(
        "snf-" + serverId(cloud), Shapes.withTags(Shapes.withNics(Shapes.SMALL, nic), longest));
    looked(cloud);
    Shape stored = cloud.shapes.of(serverId(cloud));
    assertEquals(255, stored.tags().first().length());
    assertEquals(64, stored.nics().get(0).mac().length());
  }

  private static void changes(Cloud cloud, long job, Shape shape) {
    String instance = "snf-" + serverId(cloud);
    cloud.ganeti.has(instance, shape);
    cloud.deliver(Events.job(job, "INSTANCE_SET_PARAMS").of(instance).is(JobStatus.SUCCESS));
    looked(cloud);
  }

  private static void looked(Cloud cloud) {
    cloud.pass(SOON);
    cloud.shapes.sweep();
  }

  private static List<DueServers.Waiting> due(Cloud cloud) {
    cloud.pass(A_MINUTE);
    return cloud.shapes.door.due(10);
  }

  private static String lastDetail(Cloud cloud, UUID id) {
    List<ServerStep> steps = cloud.explain(id.toString()).steps();
    return String.valueOf(steps.get(steps.size() - 1).detail());
  }
}
