package io.synnefo.dispatch;

import io.synnefo.backend.BackendFacts;
import io.synnefo.figures.EventHandled;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.wire.ganeti.ClusterEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes what Ganeti's event daemon says of clusters and node groups. It says that something changed
 * and not what, so the cluster is due to be asked; to be told twice, or late, does no harm.
 */
@Named("update_cluster")
@ApplicationScoped
class UpdateCluster implements MessageListener {
  @Inject BackendFacts facts;
  @Inject Event<EventHandled> handled;

  @Override
  public void onMessage(Message message) {
    GanetiBody.of(message, ClusterEvent.class, "cluster event")
        .ifPresent(
            event ->
                handled.fire(
                    new EventHandled(Body.queueOf(message), take(event.op()), event.eventTime())));
  }

  private EventOutcome take(OpState op) {
    if (op.status() != JobStatus.SUCCESS) {
      return EventOutcome.IGNORED;
    }
    return facts.changed(op.clusterUuid(), op.cluster())
        ? EventOutcome.APPLIED
        : EventOutcome.FOREIGN;
  }
}
