package io.synnefo.retention;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Every ten minutes looks whether the daily sweep is due. Every instance of the application does; a
 * claim in the database sees to it that one starts it. So a day that nobody was up for is made up
 * for, and a sweep whose process died is followed by another one.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InboxSweepTimer {
  @Inject SweepInbox sweepInbox;

  /** The sweep is under way if it was due, here or elsewhere. */
  @Schedule(hour = "*", minute = "7/10", second = "40", persistent = false)
  public void startIfDue() {
    sweepInbox.startIfDue();
  }
}
