package io.synnefo.mail;

import java.time.Instant;

/**
 * A mail that is the holder's to send.
 *
 * @param attempt which one this is, from 1; later attempts have higher numbers
 */
record Letter(String messageId, int attempt, String recipient, MailText text, Instant acceptedAt) {}
