package io.synnefo.eventd;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
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
        // its message is but the file's name
        String text = cause instanceof FileSystemException ? cause.toString() : cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : text.replace('\n', ' ');
      }
    }
    return "unknown";
  }
}
