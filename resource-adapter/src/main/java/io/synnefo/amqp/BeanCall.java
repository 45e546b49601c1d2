package io.synnefo.amqp;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;

/** Hands a message to a bean within the bean's transaction and tells how that ended. */
final class BeanCall {
  private static final Method ON_MESSAGE = onMessage();

  private final MessageEndpointFactory factory;
  private final TransactionSynchronizationRegistry transactions;

  BeanCall(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) {
    this.factory = factory;
    this.transactions = transactions;
  }

  Verdict.Ending deliver(Message message) {
    int[] status = {Status.STATUS_UNKNOWN};
    Throwable thrown = null;
    MessageEndpoint endpoint = null;
    try {
      if (message instanceof BytesMessage bytes) {
        bytes.reset(); // a message that was kept has been read to its end before
      }
      endpoint = factory.createEndpoint(null, BrokerSettings.RPC_TIMEOUT.toMillis());
      endpoint.beforeDelivery(ON_MESSAGE);
      try {
        watchCommit(status);
        ((MessageListener) endpoint).onMessage(message);
      } catch (RuntimeException | Error e) {
        thrown = e;
      } finally {
        endpoint.afterDelivery();
      }
    } catch (JMSException
        | NoSuchMethodException
        | ResourceException
        | RuntimeException
        | Error e) {
      thrown = thrown == null ? e : thrown;
    } finally {
      if (endpoint != null) {
        endpoint.release();
      }
    }
    return new Verdict.Ending(thrown == null && status[0] == Status.STATUS_COMMITTED, thrown);
  }

  /** A rollback without an exception ({@code setRollbackOnly}) shows in this place only. */
  private void watchCommit(int[] status) throws NoSuchMethodException {
    if (!factory.isDeliveryTransacted(ON_MESSAGE) || transactions.getTransactionKey() == null) {
      status[0] = Status.STATUS_COMMITTED;
      return;
    }
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // only the outcome matters
          }

          @Override
          public void afterCompletion(int outcome) {
            status[0] = outcome;
          }
        });
  }

  private static Method onMessage() {
    try {
      return MessageListener.class.getMethod("onMessage", Message.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
