package io.synnefo.mail;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.DatabaseClocks;
import io.synnefo.schema.TestDatabase;
import io.synnefo.server.FiredEvents;
import io.synnefo.settings.MailSettings;
import io.synnefo.wire.mail.MailMessage;
import jakarta.mail.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Mail on a real database, wired as the container would: a persistence context and a transaction
 * for each call of the outbox. Time stands still until it is moved.
 */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
final class Post {
  static final MailMessage MAIL =
      new MailMessage("test.1", "test", "ada@example.org", Map.of("cloud", "snf"));

  final Outbox outbox = new TransactionalOutbox();
  final FiredEvents<MailDue> due = new FiredEvents<>();
  private final TestDatabase database;
  private final AcceptMail acceptMail = new AcceptMail();
  private final DeliverMail deliverMail = new DeliverMail();
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final DatabaseClock clock = DatabaseClocks.that(() -> now);

  Post(TestDatabase database) {
    this.database = database;
    acceptMail.templates = new Templates();
    acceptMail.outbox = outbox;
    acceptMail.due = due;
    deliverMail.outbox = outbox;
    update("DELETE FROM mail_outbox");
  }

  void accept(MailMessage mail) {
    try {
      acceptMail.accept(mail);
    } catch (UnusableMailException e) {
      throw new AssertionError(e);
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** What was fired is delivered to the server at that port, as after a commit. */
  void deliver(int port) {
    due.take().forEach(mail -> deliver(mail.messageId(), port));
  }

  boolean deliver(String messageId, int port) {
    deliverMail.server = serverAt(port);
    return deliverMail.deliver(messageId);
  }

  void sweep(int port) {
    deliverMail.server = serverAt(port);
    OutboxSweep sweep = new OutboxSweep();
    sweep.outbox = outbox;
    sweep.deliverMail = deliverMail;
    sweep.clock = Clock.fixed(now, ZoneOffset.UTC);
    sweep.sweep();
  }

  void forgetOld() {
    OldMailSweep sweep = new OldMailSweep();
    sweep.outbox = outbox;
    sweep.forgetOld();
  }

  private static MailServer serverAt(int port) {
    MailServer server =
        new MailServer() {
          @Override
          Session session() {
            return SmtpClientTest.session(port);
          }
        };
    server.settings = new MailSettings("cloud@mail.example.org");
    return server;
  }

  Letter claim(String messageId) {
    return outbox.claim(messageId).orElseThrow();
  }

  /** The columns of a mail, as text. */
  String row(String messageId) {
    Object[] row =
        (Object[])
            database.inTransaction(
                em ->
                    em.createNativeQuery(
                            "SELECT state, attempts, COALESCE(subject, body), last_reason FROM mail_outbox"
                                + " WHERE message_id = ?1")
                        .setParameter(1, messageId)
                        .getSingleResult());
    return row[0] + ", " + row[1] + ", " + row[2] + ", " + row[3];
  }

  long count() {
    Object count =
        database.inTransaction(
            em -> em.createNativeQuery("SELECT COUNT(*) FROM mail_outbox").getSingleResult());
    return ((Number) count).longValue();
  }

  int update(String sql) {
    return database.inTransaction(em -> em.createNativeQuery(sql).executeUpdate());
  }

  /** The outbox in one transaction. */
  <T extends @Nullable Object> T inTransaction(Function<Outbox, T> work) {
    return database.inTransaction(
        em -> {
          Outbox joined = new Outbox();
          joined.em = em;
          joined.clock = clock;
          return work.apply(joined);
        });
  }

  /** Each call is a transaction of its own. */
  private final class TransactionalOutbox extends Outbox {
    @Override
    boolean add(MailMessage mail, MailText text) {
      return inTransaction(joined -> joined.add(mail, text));
    }

    @Override
    List<String> due(int most) {
      return inTransaction(joined -> joined.due(most));
    }

    @Override
    Optional<Letter> claim(String messageId) {
      return inTransaction(joined -> joined.claim(messageId));
    }

    @Override
    void record(Letter letter, DeliveryVerdict verdict) {
      inTransaction(
          joined -> {
            joined.record(letter, verdict);
            return true;
          });
    }

    @Override
    int forgetOld() {
      return inTransaction(Outbox::forgetOld);
    }
  }
}
