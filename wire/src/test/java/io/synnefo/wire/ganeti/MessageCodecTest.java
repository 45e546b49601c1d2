package io.synnefo.wire.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of every type; {@link InstanceEventCodecTest} has what is wrong with one. */
class MessageCodecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create-success",
        "startup-error",
        "network-add-success",
        "cluster-set-params-success",
        "group-add-error",
        "heartbeat-waiting",
        "probe"
      })
  void aGoldenMessageIsReadAndWrittenByteForByte(String name) throws Exception {
    String golden = new String(Goldens.message(name), UTF_8);
    GanetiMessage message = MessageCodec.decode(golden.getBytes(UTF_8));
    String written = new String(MessageCodec.encode(message), UTF_8) + "\n";
    Path left = Goldens.leave(name, written);
    assertEquals(golden, written, "see " + left);
  }

  @Test
  void everyFieldOfANetworksMessageIsRead() throws Exception {
    NetworkEvent event = (NetworkEvent) MessageCodec.decode(Goldens.message("network-add-success"));
    assertEquals("snf-net-9", event.network());
    assertEquals("snf-net-9", event.subject());
    assertEquals("10.40.0.0/24", event.jobFields().getString("subnet"));
    assertEquals(List.of("synnefo:network:9"), event.tags());
    assertEquals("5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52:60:0:success", event.eventId());
    assertEquals(Instant.ofEpochSecond(1795338808L, 863_883_000), event.eventTime());
    assertEquals(2, event.reason().size());
  }

  @Test
  void aClustersMessageMayNameANodeGroup() throws Exception {
    ClusterEvent cluster =
        (ClusterEvent) MessageCodec.decode(Goldens.message("cluster-set-params-success"));
    assertNull(cluster.group());
    assertEquals("cluster.gnt.test", cluster.subject());
    ClusterEvent group = (ClusterEvent) MessageCodec.decode(Goldens.message("group-add-error"));
    assertEquals("rack-2", group.group());
    assertEquals("rack-2", group.subject());
  }

  @Test
  void aHeartbeatBearsTheTagOfItsQuestion() throws Exception {
    Heartbeat answer = (Heartbeat) MessageCodec.decode(Goldens.message("heartbeat-waiting"));
    assertEquals("snf:eventd:heartbeat:123", answer.tag());
    assertEquals(JobStatus.WAITING, answer.status());
  }

  @Test
  void aProbeSaysWhoAsksAboutWhichKey() throws Exception {
    assertEquals(
        new Probe("node1.gnt.test", "ganeti.snf.event.op"),
        MessageCodec.decode(Goldens.message("probe")));
  }

  @ParameterizedTest
  @CsvSource({
    "old-eventd-create-success, OP_INSTANCE_CREATE, snf-42",
    "old-eventd-network-add-success, OP_NETWORK_ADD, snf-net-9",
    "old-eventd-cluster-set-params-success, OP_CLUSTER_SET_PARAMS, cluster.gnt.test",
    "old-eventd-heartbeat-waiting, OP_TAGS_SET, cluster.gnt.test",
  })
  void aMessageOfTheOldDaemonIsReadWithoutOurFields(String name, String operation, String subject)
      throws Exception {
    GanetiEvent event = (GanetiEvent) MessageCodec.decode(Goldens.message(name));
    assertEquals(operation, event.operation());
    assertEquals(subject, event.subject());
    assertEquals("cluster.gnt.test", event.cluster());
    assertNull(event.eventId());
    assertEquals(0, event.opIndex());
    assertEquals(List.of(), event.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "network-add-success, \"snf-net-9\", 9, network",
    "network-add-success, [\"synnefo:network:9\"], {}, tags",
    "group-add-error, \"rack-2\", [], group",
    "heartbeat-waiting, \"snf:eventd:heartbeat:123\", 5, tag",
    "heartbeat-waiting, \"waiting\", \"gone\", status",
    "probe, \"node1.gnt.test\", null, node",
    "probe, eventd-probe, image-copy-progress, type",
  })
  void aWrongFieldIsNamed(String name, String part, String wrong, String field) throws Exception {
    String golden = new String(Goldens.message(name), UTF_8);
    byte[] body = golden.replace(part, wrong).getBytes(UTF_8);
    MalformedMessageException refused =
        assertThrows(MalformedMessageException.class, () -> MessageCodec.decode(body));
    assertEquals(field, refused.field());
  }

  @Test
  void whoExpectsInstanceEventsRefusesOthers() throws Exception {
    byte[] network = Goldens.message("network-add-success");
    MalformedMessageException refused =
        assertThrows(MalformedMessageException.class, () -> InstanceEventCodec.decode(network));
    assertEquals("type", refused.field());
  }
}
