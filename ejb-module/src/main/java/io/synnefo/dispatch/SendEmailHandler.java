package io.synnefo.dispatch;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.mail.AcceptMail;
import io.synnefo.mail.UnusableMailException;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.mail.MailCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes what somebody asks to be sent as mail. */
@Named("send_email")
@ApplicationScoped
class SendEmailHandler implements MessageListener {
  @Inject AcceptMail acceptMail;

  @Override
  public void onMessage(Message message) {
    try {
      acceptMail.accept(MailCodec.decode(Body.of(message)));
    } catch (MalformedMessageException | UnusableMailException e) {
      throw new MessageRefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
