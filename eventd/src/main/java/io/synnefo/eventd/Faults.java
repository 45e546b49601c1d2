package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;

/** What went wrong, said in one line. */
final class Faults {
  private Faults() {}

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
        return text(cause);
      }
    }
    return "unknown";
  }

  /** What this very exception says; of some the message is no more than a name. */
  static String text(Throwable fault) {
    if (fault instanceof UnknownHostException) {
      return "no address is known for this host: " + fault.getMessage();
    }
    String text = fault instanceof FileSystemException ? fault.toString() : fault.getMessage();
    return text == null ? fault.getClass().getSimpleName() : text.replace('\n', ' ');
  }
}
