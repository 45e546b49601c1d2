package io.synnefo.server;

import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.LogText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.function.ToLongFunction;

/**
 * Submits to Ganeti what is on record as asked for, and puts on record how that went. Runs outside
 * any transaction: nothing is locked while Ganeti thinks.
 */
@ApplicationScoped
public class SubmitJob {
  private static final System.Logger LOG = System.getLogger(SubmitJob.class.getName());

  @Inject RapiClients clients;
  @Inject JobSubmission submission;

  /**
   * The job's id is on record; or no answer came, which is on record too and settled later: a job
   * that reached Ganeti is found by its reason, or by the events it causes.
   *
   * <p>Fault serviceUnavailable when there surely is no job; then all is as it was before.
   */
  void submit(Asked asked, ToLongFunction<RapiClient> call) {
    LOG.log(Level.DEBUG, "accepted {0} of {1}", asked.reason(), asked.instance());
    long jobId;
    try {
      jobId = call.applyAsLong(clients.of(asked.backend()));
    } catch (RapiException e) {
      failed(asked, e);
      return;
    }
    submission.record(asked.serverId(), asked.requestId(), jobId);
  }

  private void failed(Asked asked, RapiException failure) {
    String why = failure.kind() + ": " + failure.getMessage();
    LOG.log(Level.WARNING, "{0}, {1}: {2}", asked.reason(), asked.instance(), LogText.of(why));
    if (failure.outcome() == RapiException.Outcome.UNKNOWN) {
      submission.unknown(asked.serverId(), asked.requestId(), why);
      return;
    }
    submission.notSubmitted(asked, why);
    throw ServerFaults.backendUnavailable(failure);
  }
}
