package io.synnefo.retention;

import io.synnefo.server.InboxHorizon;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;

/** When the job has ended the next is due in a day; one that failed or was stopped, at once. */
@Named("inboxSweepEnd")
@Dependent
public class InboxSweepEnd extends AbstractJobListener {
  private static final System.Logger LOG = System.getLogger(InboxSweepEnd.class.getName());

  /** JBeret says that a job is complete only after its listeners. */
  private static final Set<BatchStatus> WELL =
      EnumSet.of(BatchStatus.STARTED, BatchStatus.COMPLETED);

  @Inject JobContext job;
  @Inject InboxHorizon horizon;

  @Override
  public void afterJob() {
    BatchStatus status = job.getBatchStatus();
    horizon.ended(WELL.contains(status));
    if (!WELL.contains(status)) {
      LOG.log(Level.WARNING, "the sweep of the inbox is {0}; it is started again", status);
    }
  }
}
