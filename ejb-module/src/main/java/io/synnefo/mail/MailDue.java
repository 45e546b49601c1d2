package io.synnefo.mail;

/** Fired when a mail is in the outbox; true only if the transaction commits. */
record MailDue(String messageId) {}
