package io.synnefo.mail;

import io.synnefo.wire.mail.MailAddresses;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A mail that is the same at each attempt, so that who gets it twice can tell. */
final class StableMessage extends MimeMessage {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String id;

  private StableMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  /** The letter with its headers. */
  static MimeMessage of(Letter letter, String from, Session session) throws MessagingException {
    String id = "<" + letter.messageId() + "@" + MailAddresses.domain(from) + ">";
    MimeMessage message = new StableMessage(session, id);
    message.setFrom(new InternetAddress(from));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.recipient()));
    message.setSubject(letter.text().subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text().body(), StandardCharsets.UTF_8.name());
    message.setHeader("Date", DATE.format(letter.acceptedAt()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody is to answer it
    message.saveChanges();
    return message;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
