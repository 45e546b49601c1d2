package io.synnefo.mail;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Every ten seconds sends what is due. Every instance of the application does; a claim in the
 * database sees to it that each mail is sent by one.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxSweep {
  private static final int MOST = 100;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Inject Outbox outbox;
  @Inject DeliverMail deliverMail;
  @Inject Clock clock;

  /** What is due has been tried, the longest due first, within bounds. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void sweep() {
    Instant end = clock.instant().plus(LONGEST);
    for (String messageId : outbox.due(MOST)) {
      if (clock.instant().isAfter(end) || !deliverMail.deliver(messageId)) {
        return;
      }
    }
  }
}
