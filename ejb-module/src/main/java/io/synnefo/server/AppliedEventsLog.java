package io.synnefo.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.System.Logger.Level;

/**
 * At debug, a line for each event once its effect is committed: where in the log it stands is when
 * readers of the API see it.
 */
@ApplicationScoped
public class AppliedEventsLog {
  private static final System.Logger LOG = System.getLogger(AppliedEventsLog.class.getName());

  void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventApplied applied) {
    HistoryEntry.Change change = applied.change();
    LOG.log(
        Level.DEBUG,
        "applied {0} to {1}: {2}, {3} to {4}",
        applied.eventId(),
        applied.instance(),
        change.rule(),
        change.from(),
        change.to());
  }
}
