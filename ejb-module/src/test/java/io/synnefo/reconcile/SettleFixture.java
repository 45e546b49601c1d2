package io.synnefo.reconcile;

import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.server.ApplyInstanceEvent;
import io.synnefo.server.DueServers;
import io.synnefo.server.JobSubmission;
import io.synnefo.server.SecondCreation;
import java.time.Clock;

/** Settling as the container would wire it. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class SettleFixture {
  private final SettleServer settleServer = new SettleServer();
  private final StuckTaskSweep sweep = new StuckTaskSweep();

  /** Looks at those servers. */
  public SettleFixture(
      DueServers dueServers,
      Backends backends,
      RapiClients clients,
      JobSubmission submission,
      ApplyInstanceEvent applyInstanceEvent,
      SecondCreation secondCreation,
      Clock clock) {
    settleServer.dueServers = dueServers;
    settleServer.backends = backends;
    settleServer.clients = clients;
    settleServer.submission = submission;
    settleServer.applyInstanceEvent = applyInstanceEvent;
    settleServer.secondCreation = secondCreation;
    settleServer.clock = clock;
    sweep.dueServers = dueServers;
    sweep.settleServer = settleServer;
    sweep.clock = clock;
  }

  /** See {@link SettleServer#settle}. */
  public void settle(long serverId) {
    settleServer.settle(serverId);
  }

  /** See {@link StuckTaskSweep#sweep}. */
  public void sweep() {
    sweep.sweep();
  }
}
