package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.synnefo.program.Faults;

/** What went wrong, with the broker or another, said in one line. */
final class BrokerFaults {
  private BrokerFaults() {}

  /** The broker's own words where it gave any, else the innermost cause. */
  static String oneLine(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ShutdownSignalException shutdown) {
        Object method = shutdown.getReason();
        if (method instanceof AMQP.Channel.Close close) {
          return close.getReplyCode() + " " + close.getReplyText();
        }
        if (method instanceof AMQP.Connection.Close close) {
          return close.getReplyCode() + " " + close.getReplyText();
        }
      }
      if (cause.getCause() == null) {
        return Faults.text(cause);
      }
    }
    return "unknown";
  }
}
