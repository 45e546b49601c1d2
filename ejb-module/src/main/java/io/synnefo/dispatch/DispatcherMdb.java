package io.synnefo.dispatch;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
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
    handlers.of(Body.queueOf(message)).onMessage(message);
  }
}
