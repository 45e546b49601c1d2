package io.synnefo.retention;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;

/**
 * The batch job. An EJB, since only in a call of one is the job looked for in this module, whoever
 * calls; and no job can be started within a transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InboxSweepJob {
  /** Of {@code META-INF/batch-jobs}. */
  static final String NAME = "inbox-sweep";

  /** The job runs on a thread of the batch subsystem's; returned is its execution's id there. */
  public long start() {
    return BatchRuntime.getJobOperator().start(NAME, new Properties());
  }
}
