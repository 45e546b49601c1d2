package io.synnefo.mail;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail in the outbox. */
@Entity
@Table(name = "mail_outbox")
@Cacheable(false)
public class OutboxMail {
  @Id
  @Column(name = "message_id")
  private String messageId;

  @Column(name = "recipient")
  private String recipient;

  @Column(name = "subject")
  private @Nullable String subject;

  @Column(name = "body")
  private @Nullable String body;

  @Column(name = "state")
  @Enumerated(EnumType.STRING)
  private MailState state;

  @Column(name = "attempts")
  private int attempts;

  @Column(name = "last_reason")
  private @Nullable String lastReason;

  @Column(name = "accepted_at")
  @Convert(converter = UtcInstant.class)
  private Instant acceptedAt;

  @Column(name = "due_at")
  @Convert(converter = UtcInstant.class)
  private @Nullable Instant dueAt;

  @Column(name = "ended_at")
  @Convert(converter = UtcInstant.class)
  private @Nullable Instant endedAt;

  /** For JPA. */
  protected OutboxMail() {}

  boolean isDue(Instant now) {
    return dueAt != null && !dueAt.isAfter(now);
  }

  int attempts() {
    return attempts;
  }

  /** Whether that attempt is the last one that was begun, and has not ended it. */
  boolean isOfAttempt(int attempt) {
    return state == MailState.WAITING && attempts == attempt;
  }

  /** The next attempt is the caller's until then. */
  Letter claim(Instant now, Duration lease) {
    attempts++;
    dueAt = now.plus(lease);
    return new Letter(
        messageId,
        attempts,
        recipient,
        new MailText(subject == null ? "" : subject, body == null ? "" : body),
        acceptedAt);
  }

  /** What was sent is not kept, that it was is. */
  void sent(Instant now) {
    end(MailState.SENT, now);
    subject = null;
    body = null;
    lastReason = null;
  }

  void again(Instant now, Duration pause, String reason) {
    dueAt = now.plus(pause);
    lastReason = reason;
  }

  void givenUp(Instant now, String reason) {
    end(MailState.FAILED, now);
    lastReason = reason;
  }

  private void end(MailState ended, Instant now) {
    state = ended;
    dueAt = null;
    endedAt = now;
  }
}
