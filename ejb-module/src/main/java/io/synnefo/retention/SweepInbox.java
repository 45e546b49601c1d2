package io.synnefo.retention;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.server.HorizonView;
import io.synnefo.server.InboxHorizon;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/** Has old events forgotten, and tells how far back events are known. */
@ApplicationScoped
public class SweepInbox {
  private static final System.Logger LOG = System.getLogger(SweepInbox.class.getName());

  @Inject InboxHorizon horizon;
  @Inject InboxSweepJob job;

  /** Where the horizon is, and how its sweep goes. */
  public HorizonView status() {
    return horizon.view();
  }

  /**
   * The sweep is under way, though it is not due.
   *
   * @fault conflictingRequest 409 while one is under way, on whatever instance
   * @fault serviceUnavailable 503 when the server's batch subsystem does not start it
   */
  public void startNow() {
    if (!horizon.claim(true)) {
      throw new Fault(FaultCode.CONFLICT, "The inbox is being swept already.");
    }
    start();
  }

  /** The sweep is under way if it was due; nothing is done when another instance has it. */
  void startIfDue() {
    if (horizon.claim(false)) {
      start();
    }
  }

  private void start() {
    try {
      LOG.log(Level.DEBUG, "the inbox is swept by batch execution {0}", job.start());
    } catch (EJBException e) {
      horizon.ended(false);
      LOG.log(Level.ERROR, "the batch job that sweeps the inbox cannot be started", e);
      throw new Fault(FaultCode.SERVICE_UNAVAILABLE, "The sweep cannot be started.", e);
    }
  }
}
