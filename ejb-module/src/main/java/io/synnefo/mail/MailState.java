package io.synnefo.mail;

/** How far a mail has come. */
enum MailState {
  /** It is in the outbox, and somebody is to send it when it is due. */
  WAITING,
  /** The mail server has taken it. */
  SENT,
  /** It is not tried any more. */
  FAILED
}
