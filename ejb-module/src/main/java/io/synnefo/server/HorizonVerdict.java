package io.synnefo.server;

import io.synnefo.settings.InboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the horizon of the inbox goes: events older than it are refused, and may be forgotten.
 * Pure.
 *
 * <p>What a cluster's daemon has not told yet is in Ganeti's queue or archive, which keeps a job
 * for 21 days after its end, or in the daemon's spool. So the horizon stays 21 days behind whatever
 * each cluster was last heard of, however long that is ago, and never comes back: what is behind it
 * may be forgotten already.
 *
 * @param heldBy the backend that keeps it from going as far as age allows; null when none does
 */
record HorizonVerdict(Instant horizon, @Nullable String heldBy) {
  /**
   * The horizon from now on.
   *
   * @param now by the database's clock
   * @param clusters those that count; without any the horizon stays, since nothing but a clock
   *     would speak for another one
   */
  static HorizonVerdict of(
      Instant now, Duration age, Instant current, List<ClusterHeard> clusters) {
    Optional<ClusterHeard> quietest = clusters.stream().min(Comparator.comparing(ClusterHeard::at));
    if (quietest.isEmpty()) {
      return new HorizonVerdict(current, null);
    }
    Instant byAge = now.minus(age);
    Instant byCluster = quietest.get().at().minus(InboxSettings.LEAST);
    boolean held = byCluster.isBefore(byAge);
    Instant wanted = held ? byCluster : byAge;
    return new HorizonVerdict(
        wanted.isAfter(current) ? wanted : current, held ? quietest.get().backend() : null);
  }
}
