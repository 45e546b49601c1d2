package io.synnefo.dispatch;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.server.ApplyInstanceEvent;
import io.synnefo.wire.ganeti.GanetiMessage;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.nio.charset.StandardCharsets;
import org.jboss.ejb3.annotation.ResourceAdapter;

/** Takes what Ganeti's event daemon says of instances. */
@MessageDriven(
    messageListenerInterface = MessageListener.class,
    activationConfig = {
      @ActivationConfigProperty(propertyName = "queue", propertyValue = "events-op"),
      @ActivationConfigProperty(
          propertyName = "routingKey",
          propertyValue = "ganeti.{prefix}.event.op")
    })
@ResourceAdapter("#resource-adapter.rar")
public class InstanceEventMdb implements MessageListener {
  @Inject ApplyInstanceEvent applyInstanceEvent;

  @Override
  public void onMessage(Message message) {
    try {
      GanetiMessage said = MessageCodec.decode(body(message));
      if (said instanceof InstanceEvent event) {
        applyInstanceEvent.apply(event);
      } else if (!(said instanceof Probe)) { // a daemon only looks whether somebody listens
        throw new MalformedMessageException("type", "is no instance event: " + said.type());
      }
    } catch (MalformedMessageException e) {
      throw new MessageRefusedException(String.valueOf(e.getMessage()), e);
    } catch (JMSException e) {
      throw new IllegalStateException("a message could not be read", e);
    }
  }

  private static byte[] body(Message message) throws JMSException {
    return message instanceof BytesMessage
        ? message.getBody(byte[].class)
        : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
  }
}
