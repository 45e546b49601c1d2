package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator is told of why a server is as it is, on whichever database. */
abstract class ExplainContract extends AnyDeliveryContract {
  @Test
  void theChainFromRequestToStateIsToldInItsOrder() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    InstanceEvent event = cloud.ganeti.step(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.deliver(event);
    ServerStory story = cloud.explain(id.toString());
    assertEquals(
        List.of("REQUESTED", "SUBMITTED", "CREATED"),
        story.steps().stream().map(ServerStep::rule).toList());
    ServerStep created = story.steps().get(2);
    assertEquals(event.eventId(), created.eventId());
    assertEquals(event.jobId(), created.jobId());
    assertEquals("OP_INSTANCE_CREATE", created.opCode());
    assertEquals("success", created.status());
    assertEquals("BUILD", created.from());
    assertEquals("STARTED", created.to());
    String request = story.steps().get(0).requestId();
    assertNotNull(request);
    assertEquals(request, created.requestId());
    assertEquals("STARTED", Objects.requireNonNull(story.now()).state());
    assertEquals(id.toString(), Objects.requireNonNull(story.now()).id());
  }

  @Test
  void aServerIsFoundByItsInstancesNameTooAndAfterItsEnd() {
    Cloud cloud = cloud();
    UUID id = cloud.running("web");
    String instance = "snf-" + serverId(cloud);
    assertEquals(cloud.explain(id.toString()), cloud.explain(instance));
    destroy(cloud, id, JobStatus.SUCCESS);
    assertEquals("DESTROYED", Objects.requireNonNull(cloud.explain(instance).now()).state());
  }

  @Test
  void ofAServerThatGanetiRefusedTheHistoryIsLeft() {
    Cloud cloud = cloud();
    cloud.running("web");
    long next = serverId(cloud) + 1;
    cloud.ganeti.mood(StubGaneti.Mood.REFUSING);
    faultOf(() -> cloud.create("db"));
    ServerStory story = cloud.explain("snf-" + next);
    assertNull(story.now());
    assertEquals("NOT_SUBMITTED", story.steps().get(story.steps().size() - 1).rule());
  }

  @Test
  void ofAStoryThatIsTooLongItIsSaidThatItsBeginningIsMissing() {
    Cloud cloud = cloud();
    UUID id = cloud.create("web");
    long server = serverId(cloud);
    int there = cloud.explain(id.toString()).steps().size();
    addSteps(cloud, server, ExplainServer.MOST_STEPS - there);
    ServerStory whole = cloud.explain(id.toString());
    assertFalse(whole.older());
    assertEquals("REQUESTED", whole.steps().get(0).rule());
    addSteps(cloud, server, 1);
    ServerStory cut = cloud.explain(id.toString());
    assertTrue(cut.older());
    assertEquals(
        whole.steps().subList(1, ExplainServer.MOST_STEPS),
        cut.steps().subList(0, ExplainServer.MOST_STEPS - 1));
  }

  private static void addSteps(Cloud cloud, long server, int steps) {
    cloud.txVoid(
        () -> {
          for (int i = 0; i < steps; i++) {
            cloud.history.add(
                new HistoryEntry(
                    server, null, null, Rule.PROGRESS, ServerState.BUILD, ServerState.BUILD, null));
          }
        });
  }

  @Test
  void whatIsNotThereIsAFault() {
    Cloud cloud = cloud();
    for (String reference : List.of("snf-99999999", "web", UUID.randomUUID().toString())) {
      assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.explain(reference)));
    }
  }
}
