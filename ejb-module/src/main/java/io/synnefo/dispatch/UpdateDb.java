package io.synnefo.dispatch;

import io.synnefo.figures.EventHandled;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.server.ApplyInstanceEvent;
import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes what Ganeti's event daemon says of instances. */
@Named("update_db")
@ApplicationScoped
class UpdateDb implements MessageListener {
  @Inject ApplyInstanceEvent applyInstanceEvent;
  @Inject Event<EventHandled> handled;

  @Override
  public void onMessage(Message message) {
    GanetiBody.of(message, InstanceEvent.class, "instance event")
        .ifPresent(
            event -> {
              EventOutcome outcome = applyInstanceEvent.apply(event);
              handled.fire(new EventHandled(Body.queueOf(message), outcome, event.eventTime()));
            });
  }
}
