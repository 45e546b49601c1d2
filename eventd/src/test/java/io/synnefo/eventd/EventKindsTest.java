package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.ClusterEvent;
import io.synnefo.wire.ganeti.Heartbeat;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.NetworkEvent;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which opcodes amount to which kind of message. */
class EventKindsTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final EventMapper MAPPER =
      new EventMapper("cluster.gnt.test", UUID, List.of("snf"));

  @Test
  void aNetworksEventHasTheFieldsOfItsInput() throws Exception {
    Outgoing message = only(Samples.ours(Samples.text("OP_NETWORK_ADD.success")));
    assertEquals("ganeti.snf.event.network", message.key());
    assertTrue(message.mandatory());
    NetworkEvent event = (NetworkEvent) MessageCodec.decode(message.body());
    assertEquals("snf-net-9", event.network());
    assertEquals(
        "{\"subnet\":\"10.40.0.0/24\",\"gateway\":\"10.40.0.1\"}", event.jobFields().toString());
    assertEquals(List.of("synnefo:network:9"), event.tags());
  }

  @Test
  void tagsOfAnInstanceAndOfANetworkAreEventsOfTheirs() throws Exception {
    Outgoing instances = only(Samples.text("OP_TAGS_DEL.success"));
    assertEquals("ganeti.snf.event.op", instances.key());
    InstanceEvent ofInstance = (InstanceEvent) MessageCodec.decode(instances.body());
    assertEquals("snf-1", ofInstance.instance());
    assertEquals("OP_TAGS_DEL", ofInstance.operation());
    assertEquals(List.of("a"), ofInstance.tags());
    Outgoing networks = only(Samples.text("OP_TAGS_SET-network.success"));
    assertEquals("ganeti.snf.event.network", networks.key());
    NetworkEvent ofNetwork = (NetworkEvent) MessageCodec.decode(networks.body());
    assertEquals("snf-net-1", ofNetwork.network());
    assertEquals(List.of("a:b"), ofNetwork.tags());
  }

  /** Ganeti repeats the guest's parameters in the results of some opcodes. */
  @Test
  void noParameterOfTheGuestLeavesByAResult() throws Exception {
    String text = Samples.text("OP_INSTANCE_SET_PARAMS-nic-add.success").replace("inst-a", "snf-1");
    String secret =
        "\"result\": [[\"os/img_passwd\", \"topsecret\"], [\"os_private/key\", \"topsecret\"],";
    String changed = Samples.ours(text).replaceFirst("\"result\": \\[", secret);
    String message = new String(only(changed).body(), UTF_8);
    assertTrue(message.contains("\"result\":[[\"nic."), message);
    assertFalse(message.contains("topsecret"), message);
    String query =
        Samples.ours(Samples.text("OP_INSTANCE_REBOOT.success"))
            .replace("OP_INSTANCE_REBOOT", "OP_INSTANCE_QUERY_DATA")
            .replace("\"result\": null", "\"result\": {\"os_instance\": \"topsecret\"}");
    assertTrue(query.contains("topsecret"));
    assertFalse(new String(only(query).body(), UTF_8).contains("topsecret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "nodegroup", "cluster", "other"})
  void tagsOfWhatTheCloudDoesNotKnowGiveNothing(String kind) throws Exception {
    String text = Samples.ours(Samples.text("OP_TAGS_SET.success"));
    String other = text.replace("\"kind\": \"instance\"", "\"kind\": \"" + kind + "\"");
    assertFalse(other.equals(text));
    assertEquals(List.of(), Samples.events(MAPPER, Samples.parse(other)));
    assertEquals(0, Samples.foreign(MAPPER, Samples.parse(other)));
  }

  @Test
  void ofAClustersParametersOnlyTheFactLeavesTheNode() throws Exception {
    String text =
        Samples.text("OP_CLUSTER_SET_PARAMS.success")
            .replace("\"hvparams\": null", "\"hvparams\": {\"kvm\": {\"x\": \"topsecret\"}}")
            .replace("\"osparams\": null", "\"osparams\": {\"os\": {\"x\": \"topsecret\"}}")
            .replace("\"result\": null", "\"result\": [\"OpPrereqError\", [\"topsecret\"]]")
            .replace("\"log\": []", "\"log\": [[1, [1, 2], \"message\", \"topsecret\"]]");
    assertEquals(5, text.split("topsecret", -1).length);
    Outgoing message = only(text);
    assertEquals("ganeti.event.cluster", message.key());
    assertEquals("cluster.gnt.test", message.subject());
    assertFalse(new String(message.body(), UTF_8).contains("topsecret"));
    ClusterEvent event = (ClusterEvent) MessageCodec.decode(message.body());
    assertNull(event.group());
    assertEquals(JsonValue.NULL, event.result());
  }

  @Test
  void anOpcodeOnANodeGroupIsAClusterEventThatNamesIt() throws Exception {
    Outgoing message = only(Samples.text("OP_GROUP_ADD.success"));
    assertEquals("ganeti.event.cluster", message.key());
    assertEquals("rack2", message.subject());
    ClusterEvent event = (ClusterEvent) MessageCodec.decode(message.body());
    assertEquals("rack2", event.group());
    assertEquals("OP_GROUP_ADD", event.operation());
  }

  @Test
  void thatTheWatcherVerifiesTheDisksOfAGroupIsNoEvent() throws Exception {
    String text = Samples.text("OP_GROUP_ADD.success");
    String verified = text.replace("OP_GROUP_ADD", "OP_GROUP_VERIFY_DISKS");
    assertEquals(List.of(), Samples.events(MAPPER, Samples.parse(verified)));
  }

  @Test
  void aDryRunOfAHeartbeatTagIsAnsweredWhetherAnybodyListensOrNot() throws Exception {
    Outgoing message = only(Samples.text("OP_TAGS_SET-cluster-dryrun-heartbeat.waiting"));
    assertEquals("eventd.heartbeat", message.key());
    assertFalse(message.mandatory());
    assertFalse(message.ends());
    Heartbeat answer = (Heartbeat) MessageCodec.decode(message.body());
    assertEquals("snf:eventd:heartbeat:123", answer.tag());
    assertEquals("cluster.gnt.test", answer.cluster());
    assertEquals(UUID + ":29:0:waiting", answer.eventId());
  }

  @Test
  void anyOtherDryRunGivesNothingSinceNothingHappened() throws Exception {
    String shutdown = Samples.ours(Samples.text("OP_INSTANCE_SHUTDOWN.success"));
    assertNothing(shutdown.replace("\"dry_run\": false", "\"dry_run\": true"));
    String params = Samples.text("OP_CLUSTER_SET_PARAMS.success");
    assertNothing(params.replace("\"dry_run\": null", "\"dry_run\": true"));
    String heartbeat = Samples.text("OP_TAGS_SET-cluster-dryrun-heartbeat.success");
    assertNothing(heartbeat.replace("snf:eventd:heartbeat:123", "other"));
    assertNothing(heartbeat.replace("heartbeat:123", "heartbeat:\\n"));
    assertNothing(heartbeat.replace("OP_TAGS_SET", "OP_TAGS_DEL"));
    assertNothing(heartbeat.replace("\"kind\": \"cluster\"", "\"kind\": \"node\""));
  }

  @Test
  void aHeartbeatTagThatIsReallySetGivesNothing() throws Exception {
    String heartbeat = Samples.text("OP_TAGS_SET-cluster-dryrun-heartbeat.success");
    assertTrue(heartbeat.contains("\"dry_run\": true"));
    assertEquals(
        List.of(),
        Samples.events(
            MAPPER, Samples.parse(heartbeat.replace("\"dry_run\": true", "\"dry_run\": false"))));
  }

  @Test
  void anUnknownOpcodeOnAnInstanceIsItsPlainStatus() throws Exception {
    String text = Samples.ours(Samples.text("OP_INSTANCE_SHUTDOWN.success"));
    Outgoing message = only(text.replace("OP_INSTANCE_SHUTDOWN", "OP_SOMETHING_NEW"));
    assertEquals("ganeti.snf.event.op", message.key());
    InstanceEvent event = (InstanceEvent) MessageCodec.decode(message.body());
    assertEquals("OP_SOMETHING_NEW", event.operation());
  }

  @Test
  void eachOfAsManyInstancesAsAnOpcodeMayNameHasItsEvent() throws Exception {
    String input =
        Samples.ours(Samples.text("OP_INSTANCE_CREATE.success"))
            .replaceAll("(?s).*\"input\": (\\{.*}),\\s+\"status\".*", "$1");
    assertTrue(input.contains("\"instance_name\": \"snf-inst-a\""));
    assertEquals(50, events("[" + (input + ",").repeat(49) + input + "]"));
    assertEquals(10_000, events("[" + "\"snf-1\",".repeat(9_999) + "\"snf-2\", [], null]"));
    for (String names :
        List.of("\"snf-1\",".repeat(10_001), ("\"" + "x".repeat(9000) + "\",").repeat(120))) {
      BadJobFileException refused =
          assertThrows(BadJobFileException.class, () -> events("[" + names + "0]"));
      assertTrue(String.valueOf(refused.getMessage()).contains("more than 10000 instances"));
    }
  }

  private static int events(String instances) throws BadJobFileException {
    String text =
        Samples.text("OP_INSTANCE_REBOOT.success")
            .replaceFirst(
                "\"instance_name\": \"[^\"]*\"",
                Matcher.quoteReplacement("\"instances\": " + instances));
    return Samples.events(MAPPER, Samples.parse(text)).size();
  }

  @Test
  void ofLongListsOfTagsAndReasonsTheFirstAreTold() throws Exception {
    String text = Samples.ours(Samples.text("OP_INSTANCE_CREATE.success"));
    String tags =
        text.replace("\"synnefo:x\"", "\"synnefo:x\"" + ",\"a:tag:of:ours\"".repeat(2000));
    InstanceEvent tagged = (InstanceEvent) MessageCodec.decode(only(tags).body());
    assertEquals("synnefo:x", tagged.tags().get(0));
    assertTrue(tagged.tags().size() > 700, tagged.tags().size() + " tags");
    String step = "[\"gnt:other\", \"" + "x".repeat(2000) + "\", 1],";
    String reasons = text.replaceFirst("(\"reason\": \\[)", "$1" + step.repeat(10));
    InstanceEvent told = (InstanceEvent) MessageCodec.decode(only(reasons).body());
    assertEquals(5, told.reason().size());
  }

  private static void assertNothing(String dryRun) throws BadJobFileException {
    assertTrue(dryRun.contains("\"dry_run\": true"));
    assertEquals(List.of(), Samples.events(MAPPER, Samples.parse(dryRun)));
  }

  private static Outgoing only(String text) throws BadJobFileException {
    List<Outgoing> messages = Samples.events(MAPPER, Samples.parse(text));
    assertEquals(1, messages.size());
    return messages.get(0);
  }
}
