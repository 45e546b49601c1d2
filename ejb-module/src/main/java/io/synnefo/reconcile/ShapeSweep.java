package io.synnefo.reconcile;

import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.LogText;
import io.synnefo.server.DueServers;
import io.synnefo.server.ServerShapes;
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
import java.util.HashSet;
import java.util.Set;

/**
 * Every two seconds looks of which servers Ganeti is to be asked what they are made of. Every
 * instance of the application does; a claim in the database sees to it that each is asked for by
 * one.
 */
@Singleton
@DependsOn("Startup") // the schema comes first
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ShapeSweep {
  private static final System.Logger LOG = System.getLogger(ShapeSweep.class.getName());
  private static final int MOST = 100;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Inject ServerShapes shapes;
  @Inject TakeShape takeShape;
  @Inject Clock clock;

  /** Servers that are due have been asked for, of each cluster the longest due, within bounds. */
  @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
  public void sweep() {
    Instant end = clock.instant().plus(LONGEST);
    Set<Long> silent = new HashSet<>();
    for (DueServers.Waiting waiting : shapes.due(MOST)) {
      if (clock.instant().isAfter(end)) {
        return;
      }
      if (!silent.contains(waiting.backendId())) {
        take(waiting, silent);
      }
    }
  }

  private void take(DueServers.Waiting waiting, Set<Long> silent) {
    try {
      takeShape.take(waiting);
    } catch (RapiException e) {
      // its cluster is down or slow: not asked again in this sweep
      silent.add(waiting.backendId());
      LOG.log(
          Level.WARNING,
          "what server {0} is made of is not known: {1}",
          waiting.serverId(),
          LogText.of(e.getMessage()));
    }
  }
}
