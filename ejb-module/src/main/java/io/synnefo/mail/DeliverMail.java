package io.synnefo.mail;

import io.synnefo.mail.DeliveryVerdict.Again;
import io.synnefo.mail.DeliveryVerdict.GivenUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Sends what is in the outbox. Runs outside any transaction. */
@ApplicationScoped
public class DeliverMail {
  private static final System.Logger LOG = System.getLogger(DeliverMail.class.getName());

  @Inject Outbox outbox;
  @Inject MailServer server;

  /**
   * The mail server was given the mail, if it was due, and the outcome is on record. Between the
   * two it may be sent once more if this process dies, with the same Message-ID (ADR 010).
   *
   * @return false when the server cannot be used: others need not be tried now
   */
  boolean deliver(String messageId) {
    Optional<Letter> claimed = outbox.claim(messageId);
    if (claimed.isEmpty()) {
      return true;
    }
    Letter letter = claimed.get();
    SendResult result = server.send(letter);
    DeliveryVerdict verdict = DeliveryVerdict.of(result, letter.attempt());
    outbox.record(letter, verdict);
    tell(letter, verdict);
    return !(result instanceof SendResult.Deferred deferred && deferred.ofServer());
  }

  private static void tell(Letter letter, DeliveryVerdict verdict) {
    if (verdict instanceof Again again) {
      LOG.log(
          Level.WARNING,
          "mail {0} is tried again in {1}: {2}",
          letter.messageId(),
          again.pause(),
          again.reason());
    } else if (verdict instanceof GivenUp end) {
      LOG.log(Level.ERROR, "mail {0} is given up: {1}", letter.messageId(), end.reason());
    } else {
      LOG.log(Level.DEBUG, "mail {0} is with the mail server", letter.messageId());
    }
  }
}
