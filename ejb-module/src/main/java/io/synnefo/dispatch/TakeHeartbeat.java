package io.synnefo.dispatch;

import io.synnefo.backend.BackendFacts;
import io.synnefo.figures.EventHandled;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.wire.ganeti.Heartbeat;
import io.synnefo.wire.ganeti.OpState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes answers to status checks. Only the end of the question's job counts, and only who asked
 * knows the tag: all others are dropped.
 */
@Named("take_heartbeat")
@ApplicationScoped
class TakeHeartbeat implements MessageListener {
  @Inject Heartbeats heartbeats;
  @Inject Event<EventHandled> handled;
  @Inject BackendFacts facts;

  @Override
  public void onMessage(Message message) {
    GanetiBody.of(message, Heartbeat.class, "heartbeat")
        .ifPresent(
            heartbeat ->
                handled.fire(
                    new EventHandled(
                        Body.queueOf(message), take(heartbeat), heartbeat.eventTime())));
  }

  private EventOutcome take(Heartbeat heartbeat) {
    String tag = heartbeat.tag();
    OpState op = heartbeat.op();
    if (!op.status().isFinal()) {
      return EventOutcome.IGNORED;
    }
    if (tag == null || !heartbeats.answered(tag)) {
      return EventOutcome.FOREIGN;
    }
    facts.heard(op.clusterUuid(), op.cluster(), op.eventTime());
    return EventOutcome.APPLIED;
  }
}
