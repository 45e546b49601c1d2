package io.synnefo.mail;

import io.synnefo.kernel.LogText;
import io.synnefo.mail.SendResult.Accepted;
import io.synnefo.mail.SendResult.Deferred;
import io.synnefo.mail.SendResult.Refused;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger.Level;
import java.util.Properties;

/** One conversation with a mail server for each letter. */
final class SmtpClient {
  private static final System.Logger LOG = System.getLogger(SmtpClient.class.getName());
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "30000";
  private static final int MAX_CAUSES = 10;

  private final Session session;
  private final String from;

  SmtpClient(Session session, String from) {
    this.session = session;
    this.from = from;
    bound(session.getProperties());
  }

  /** WildFly's mail sessions have no attributes for these, and without them it is for ever. */
  private static void bound(Properties properties) {
    properties.putIfAbsent("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.putIfAbsent("mail.smtp.timeout", ANSWER_MILLIS);
    properties.putIfAbsent("mail.smtp.writetimeout", ANSWER_MILLIS);
    // nothing hangs on the answer to QUIT
    properties.putIfAbsent("mail.smtp.quitwait", "false");
    if ("true".equals(properties.getProperty("mail.smtp.starttls.enable"))) {
      // else somebody on the way takes the offer out and reads along
      properties.putIfAbsent("mail.smtp.starttls.required", "true");
    }
  }

  /** What the server says to the letter. */
  SendResult send(Letter letter) {
    try {
      MimeMessage message = StableMessage.of(letter, from, session);
      Transport transport = session.getTransport("smtp");
      try {
        transport.connect();
        transport.sendMessage(message, message.getAllRecipients());
        return new Accepted();
      } finally {
        close(transport);
      }
    } catch (SendFailedException e) {
      return isAtRecipient(e) && SmtpAnswer.refusesRecipient(said(e))
          ? new Refused(reason(e))
          : new Deferred(reason(e), false);
    } catch (MessagingException e) {
      return new Deferred(reason(e), true);
    }
  }

  /** However the farewell goes: what was said before holds. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.log(Level.DEBUG, "the mail server did not say goodbye: {0}", reason(e));
    }
  }

  private static boolean isAtRecipient(SendFailedException thrown) {
    return thrown.getInvalidAddresses() != null && thrown.getInvalidAddresses().length > 0;
  }

  /** The server's own words, which are the innermost, as they came. */
  private static String said(MessagingException thrown) {
    Throwable innermost = thrown;
    for (int i = 0; innermost.getCause() != null && i < MAX_CAUSES; i++) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }

  /** Our words and the server's, as they may stand in the log and the table. */
  static String reason(MessagingException thrown) {
    String outer = String.valueOf(thrown.getMessage());
    String inner = said(thrown);
    String both = outer.contains(inner) ? outer : outer + ": " + inner;
    return LogText.of(both.replaceAll("[\r\n]+", " ").strip());
  }
}
