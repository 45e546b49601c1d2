package io.synnefo.mail;

/** Mail as the container would wire it. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class MailFixtures {
  private MailFixtures() {}

  /** Takes mail as far as its template; there is no outbox. */
  public static AcceptMail withoutOutbox() {
    AcceptMail acceptMail = new AcceptMail();
    acceptMail.templates = new Templates();
    return acceptMail;
  }
}
