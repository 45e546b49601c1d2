package io.synnefo.mail;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/**
 * Once a day forgets mail that ended long ago. A bean of its own: in {@link OutboxSweep} it would
 * wait for the lock of a sweep under way, which may take longer than the container lets it wait,
 * and be lost for that day.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OldMailSweep {
  private static final System.Logger LOG = System.getLogger(OldMailSweep.class.getName());

  @Inject Outbox outbox;

  /** Mail that ended long ago is forgotten. */
  @Schedule(hour = "3", minute = "27", persistent = false)
  public void forgetOld() {
    LOG.log(Level.INFO, "{0} old mails forgotten", outbox.forgetOld());
  }
}
