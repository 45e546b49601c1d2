package io.synnefo.retention;

import io.synnefo.server.InboxHorizon;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger.Level;

/** Last step: counts of failures whose messages are gone, which nobody else takes away. */
@Named("forgetAttempts")
@Dependent
public class ForgetAttempts extends AbstractBatchlet {
  private static final System.Logger LOG = System.getLogger(ForgetAttempts.class.getName());

  @Inject InboxHorizon horizon;

  @Override
  public String process() {
    int forgotten = horizon.forgetAttempts();
    if (forgotten > 0) {
      LOG.log(Level.INFO, "{0} old counts of failures forgotten", forgotten);
    }
    return "FORGOTTEN";
  }
}
