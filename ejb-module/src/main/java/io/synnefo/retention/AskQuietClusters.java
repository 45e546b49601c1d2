package io.synnefo.retention;

import io.synnefo.backend.Backend;
import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.RapiException;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.kernel.LogText;
import io.synnefo.server.ClusterHeard;
import io.synnefo.server.HeardClusters;
import io.synnefo.wire.ganeti.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Asks clusters whose event daemon did not answer for days for a sign of it, so that one where
 * nothing happens does not hold the horizon for ever. The question is a status check's: a dry-run
 * job, which changes nothing. Nobody waits for the answer; the next sweep finds it. Runs outside
 * any transaction.
 */
@ApplicationScoped
public class AskQuietClusters {
  /** Long before such a cluster holds the horizon. */
  static final Duration QUIET = Duration.ofDays(7);

  private static final System.Logger LOG = System.getLogger(AskQuietClusters.class.getName());

  @Inject HeardClusters clusters;
  @Inject Backends backends;
  @Inject RapiClients clients;
  @Inject Heartbeats heartbeats;
  @Inject Clock clock;

  /** Each quiet cluster has a job that its daemon is to tell of, or the log says why not. */
  public void ask() {
    Instant now = clock.instant();
    clusters.list(now).stream()
        .filter(heard -> !heard.answered() || heard.at().isBefore(now.minus(QUIET)))
        .forEach(this::ask);
  }

  private void ask(ClusterHeard quiet) {
    Backend backend = backends.find(quiet.backendId()).orElseThrow();
    String tag = Heartbeat.TAG_PREFIX + ":" + UUID.randomUUID();
    heartbeats.ask(tag);
    try {
      clients.of(backend).askDaemon(tag, "inbox-sweep");
    } catch (RapiException e) {
      LOG.log(
          Level.WARNING,
          "backend {0}, last heard of at {1}, cannot be asked: {2}",
          backend.name(),
          quiet.at(),
          LogText.of(e.getMessage()));
    }
  }
}
