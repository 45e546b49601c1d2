package io.synnefo.mail;

import io.synnefo.settings.MailSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The mail server that a mail session of WildFly names. */
@ApplicationScoped
public class MailServer {
  private static final String SESSION = "java:jboss/mail/synnefo";

  @Inject MailSettings settings;

  /** What the server says to the letter; without a session nothing is lost, it waits. */
  SendResult send(Letter letter) {
    try {
      return new SmtpClient(session(), settings.from()).send(letter);
    } catch (NamingException e) {
      return new SendResult.Deferred("the server has no mail session " + SESSION, true);
    }
  }

  /** Looked up each time: the operator may add or change it while the application runs. */
  @SuppressWarnings("BanJNDI") // a constant name of this server, no input of anybody
  Session session() throws NamingException {
    return InitialContext.doLookup(SESSION);
  }
}
