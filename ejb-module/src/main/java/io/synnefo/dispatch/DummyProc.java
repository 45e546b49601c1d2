package io.synnefo.dispatch;

import io.synnefo.kernel.LogText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger.Level;

/** Says that a message came, and drops it. Its content may be confidential and is not logged. */
@Named("dummy_proc")
@ApplicationScoped
class DummyProc implements MessageListener {
  private static final System.Logger LOG = System.getLogger(DummyProc.class.getName());

  @Override
  public void onMessage(Message message) {
    try {
      LOG.log(
          Level.INFO,
          "message {0} of {1} bytes in {2}",
          LogText.of(message.getJMSMessageID()),
          Body.of(message).length,
          message.getJMSDestination());
    } catch (JMSException e) {
      throw new IllegalStateException("a message could not be read", e);
    }
  }
}
