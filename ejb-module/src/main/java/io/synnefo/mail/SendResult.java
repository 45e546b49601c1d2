package io.synnefo.mail;

/** What the mail server said of one attempt. */
sealed interface SendResult {
  /** The mail is the server's now. */
  record Accepted() implements SendResult {}

  /** The server will surely never have mail for this recipient. */
  record Refused(String reason) implements SendResult {}

  /**
   * It was not taken, and may be another time.
   *
   * @param ofServer whether the server itself cannot be used, whatever the mail
   */
  record Deferred(String reason, boolean ofServer) implements SendResult {}
}
