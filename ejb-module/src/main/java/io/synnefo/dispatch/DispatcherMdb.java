package io.synnefo.dispatch;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import org.jboss.ejb3.annotation.ResourceAdapter;

/**
 * Every message of every queue comes here, within the transaction of its delivery, and goes to the
 * handler that the queue configuration names.
 */
@MessageDriven(messageListenerInterface = MessageListener.class)
@ResourceAdapter("#resource-adapter.rar")
public class DispatcherMdb implements MessageListener {
  @Inject Handlers handlers;

  @Override
  public void onMessage(Message message) {
    handlers.of(queue(message)).onMessage(message);
  }

  private static String queue(Message message) {
    try {
      return ((Queue) message.getJMSDestination()).getQueueName();
    } catch (JMSException e) {
      throw new IllegalStateException("a message without its queue", e);
    }
  }
}
