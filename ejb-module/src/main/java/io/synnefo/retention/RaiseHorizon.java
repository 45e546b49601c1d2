package io.synnefo.retention;

import io.synnefo.server.InboxHorizon;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger.Level;
import java.time.Instant;

/** First step: what is older than the horizon is refused, before any of it is forgotten. */
@Named("raiseHorizon")
@Dependent
public class RaiseHorizon extends AbstractBatchlet {
  private static final System.Logger LOG = System.getLogger(RaiseHorizon.class.getName());

  @Inject InboxHorizon horizon;
  @Inject AskQuietClusters askQuietClusters;

  @Override
  public String process() {
    Instant raised = horizon.raise();
    LOG.log(Level.INFO, "events older than {0} are refused from now on", raised);
    askQuietClusters.ask();
    return "RAISED";
  }
}
