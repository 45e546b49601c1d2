package io.synnefo.mail;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.UtcInstant;
import io.synnefo.mail.DeliveryVerdict.Again;
import io.synnefo.mail.DeliveryVerdict.GivenUp;
import io.synnefo.mail.DeliveryVerdict.Sent;
import io.synnefo.wire.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The mail that is to be sent, and that was. Each call is one transaction, or joins one. */
@ApplicationScoped
public class Outbox {
  /** More are left in the queue, whose own bound the publisher meets. */
  static final int MOST_WAITING = 10_000;

  /** So long a mail with the same id is not sent again; as the inbox of events. */
  static final Duration KEPT = Duration.ofDays(60);

  /** Longer than an attempt takes: each of its waits has a time-out of its own. */
  static final Duration LEASE = Duration.ofMinutes(15);

  private static final int MAX_REASON = 500;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject DatabaseClock clock;

  /**
   * The mail is due at once; false when one of that id was taken before. While another transaction
   * is about to take it, this waits for how that ends.
   *
   * @throws IllegalStateException when too many wait; its cause says to the adapter that it is not
   *     the message's fault (ADR 003)
   */
  @Transactional
  boolean add(MailMessage mail, MailText text) {
    LocalDateTime now = column(clock.now());
    int added =
        em.createNativeQuery(
                "INSERT INTO mail_outbox (message_id, template, recipient, subject, body, state,"
                    + " attempts, accepted_at, due_at)"
                    + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8) ON CONFLICT DO NOTHING")
            .setParameter(1, mail.id())
            .setParameter(2, mail.template())
            .setParameter(3, mail.recipient())
            .setParameter(4, text.subject())
            .setParameter(5, text.body())
            .setParameter(6, MailState.WAITING.name())
            .setParameter(7, now)
            .setParameter(8, now)
            .executeUpdate();
    if (added == 1 && isFull()) {
      throw new IllegalStateException(
          new SQLTransientException(MOST_WAITING + " mails wait to be sent"));
    }
    return added == 1;
  }

  private boolean isFull() {
    Object waiting =
        em.createNativeQuery(
                "SELECT COUNT(*) FROM (SELECT message_id FROM mail_outbox WHERE due_at IS NOT NULL"
                    + " FETCH FIRST "
                    + (MOST_WAITING + 1)
                    + " ROWS ONLY) AS waiting")
            .getSingleResult();
    return ((Number) waiting).longValue() > MOST_WAITING;
  }

  /** Ids of those that are due, the longest first. */
  @Transactional
  List<String> due(int most) {
    return em.createQuery(
            "SELECT m.messageId FROM OutboxMail m WHERE m.dueAt <= :now"
                + " ORDER BY m.dueAt, m.messageId",
            String.class)
        .setParameter("now", clock.now())
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * The mail is the caller's to send until the lease has passed; empty when it is not due any more.
   * Of several who ask at once, on whatever machine, one gets it. One whose sender died each time
   * is given up in the end.
   */
  @Transactional
  Optional<Letter> claim(String messageId) {
    Instant now = clock.now();
    Optional<OutboxMail> found = lock(messageId).filter(mail -> mail.isDue(now));
    if (found.isPresent() && found.get().attempts() >= DeliveryVerdict.MOST_ATTEMPTS) {
      found.get().givenUp(now, "nothing was heard of the last attempt");
      return Optional.empty();
    }
    return found.map(mail -> mail.claim(now, LEASE));
  }

  /**
   * What became of the attempt is on record. That it was sent always counts; anything else only
   * while nobody has begun another attempt.
   */
  @Transactional
  void record(Letter letter, DeliveryVerdict verdict) {
    Instant now = clock.now();
    Optional<OutboxMail> found = lock(letter.messageId());
    if (verdict instanceof Sent) {
      found.ifPresent(mail -> mail.sent(now));
    }
    Optional<OutboxMail> own = found.filter(mail -> mail.isOfAttempt(letter.attempt()));
    if (verdict instanceof Again again) {
      own.ifPresent(mail -> mail.again(now, again.pause(), bounded(again.reason())));
    } else if (verdict instanceof GivenUp end) {
      own.ifPresent(mail -> mail.givenUp(now, bounded(end.reason())));
    }
  }

  /** What ended long ago is forgotten; how many that were is told. */
  @Transactional
  int forgetOld() {
    return em.createNativeQuery("DELETE FROM mail_outbox WHERE ended_at < ?1")
        .setParameter(1, column(clock.now().minus(KEPT)))
        .executeUpdate();
  }

  private Optional<OutboxMail> lock(String messageId) {
    return Optional.ofNullable(
        em.find(OutboxMail.class, messageId, LockModeType.PESSIMISTIC_WRITE));
  }

  private static String bounded(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }

  private static LocalDateTime column(Instant time) {
    return Objects.requireNonNull(new UtcInstant().convertToDatabaseColumn(time));
  }
}
