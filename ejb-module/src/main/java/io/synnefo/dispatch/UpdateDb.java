package io.synnefo.dispatch;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.server.ApplyInstanceEvent;
import io.synnefo.wire.ganeti.GanetiMessage;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes what Ganeti's event daemon says of instances. */
@Named("update_db")
@ApplicationScoped
class UpdateDb implements MessageListener {
  @Inject ApplyInstanceEvent applyInstanceEvent;

  @Override
  public void onMessage(Message message) {
    try {
      GanetiMessage said = MessageCodec.decode(Body.of(message));
      if (said instanceof InstanceEvent event) {
        applyInstanceEvent.apply(event);
      } else if (!(said instanceof Probe)) { // a daemon only looks whether somebody listens
        throw new MalformedMessageException("type", "is no instance event: " + said.type());
      }
    } catch (MalformedMessageException e) {
      throw new MessageRefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
