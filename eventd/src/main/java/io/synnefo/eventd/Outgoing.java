package io.synnefo.eventd;

import java.time.Instant;
import java.util.Arrays;

/**
 * A message on its way to the broker, as bytes: what is spooled is what is published.
 *
 * @param key the routing key
 * @param mandatory whether some queue must take it
 * @param id the event's id, and the message's: two messages with the same id tell the same, and are
 *     of the same bytes, but for the reason trail of {@code queued}, which Ganeti adds to without
 *     another status
 * @param subject the instance, network, group or whatever it tells of; for people
 * @param ends whether the opcode's status is final
 * @param at when Ganeti recorded the status
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody writes to it
record Outgoing(
    String key,
    boolean mandatory,
    String id,
    String subject,
    boolean ends,
    Instant at,
    byte[] body) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Outgoing that
        && key.equals(that.key)
        && mandatory == that.mandatory
        && id.equals(that.id)
        && subject.equals(that.subject)
        && ends == that.ends
        && at.equals(that.at)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Without the body: it may be long, and a log is no place for it. */
  @Override
  public String toString() {
    return "Outgoing[" + id + " to " + key + " of " + subject + ", " + body.length + " bytes]";
  }
}
