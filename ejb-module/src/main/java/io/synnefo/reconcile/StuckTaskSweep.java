package io.synnefo.reconcile;

import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.LogText;
import io.synnefo.server.DueServers;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Every ten seconds looks at the servers that are due. Every instance of the application does; a
 * claim in the database sees to it that each server is looked at by one.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StuckTaskSweep {
  private static final System.Logger LOG = System.getLogger(StuckTaskSweep.class.getName());
  private static final int MOST = 100;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Inject DueServers dueServers;
  @Inject SettleServer settleServer;
  @Inject Clock clock;

  /** Servers that are due have been looked at, of each cluster the longest due, within bounds. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void sweep() {
    Instant end = clock.instant().plus(LONGEST);
    Set<Long> silent = new HashSet<>();
    Map<Long, JobSearch> round = new HashMap<>();
    for (DueServers.Waiting waiting : dueServers.due(MOST)) {
      if (clock.instant().isAfter(end)) {
        return;
      }
      if (!silent.contains(waiting.backendId())) {
        settle(waiting, round, silent);
      }
    }
  }

  private void settle(DueServers.Waiting waiting, Map<Long, JobSearch> round, Set<Long> silent) {
    try {
      settleServer.settle(waiting.serverId(), round);
    } catch (RapiException e) {
      // its cluster is down or slow: not asked again in this sweep
      silent.add(waiting.backendId());
      notSettled(waiting.serverId(), e);
    }
  }

  /** A number would be written with its thousands apart, and a reason is whoever answers's text. */
  static void notSettled(long serverId, RapiException e) {
    LOG.log(
        Level.WARNING,
        "server {0} is not settled: {1}",
        String.valueOf(serverId),
        LogText.of(e.getMessage()));
  }
}
