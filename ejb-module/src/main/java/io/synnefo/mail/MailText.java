package io.synnefo.mail;

/** What a mail says. The subject is one line. */
record MailText(String subject, String body) {
  /** A header of a mail should not need more (RFC 5322, section 2.1.1, and its encoding). */
  static final int MAX_SUBJECT = 200;

  static final int MAX_BODY = 20_000;
}
