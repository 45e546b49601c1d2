package io.synnefo.mail;

import io.synnefo.wire.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;

/** Takes a mail that is asked for into the outbox. */
@ApplicationScoped
public class AcceptMail {
  private static final System.Logger LOG = System.getLogger(AcceptMail.class.getName());

  @Inject Templates templates;
  @Inject Outbox outbox;
  @Inject Event<MailDue> due;

  /**
   * The mail is on record, composed, and sent once this transaction has committed, which this joins
   * or begins. One with an id that was taken before has no effect, whatever it says.
   *
   * @throws UnusableMailException when there is no such template or it needs more than is told
   */
  @Transactional
  public void accept(MailMessage mail) throws UnusableMailException {
    MailText text = templates.find(mail.template()).fill(mail.fields());
    if (outbox.add(mail, text)) {
      due.fire(new MailDue(mail.id()));
    } else {
      LOG.log(Level.DEBUG, "mail {0} was asked for before", mail.id());
    }
  }
}
