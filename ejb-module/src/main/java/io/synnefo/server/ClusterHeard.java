package io.synnefo.server;

import java.time.Instant;

/**
 * When a cluster last let us hear of it: its daemon's last answer to a question; as long as it has
 * never answered, the newest event.
 *
 * @param backend its name
 * @param at by Ganeti's clock; of a cluster that was never heard of, when its first server was
 *     asked for
 * @param answered whether its daemon has ever answered
 */
public record ClusterHeard(long backendId, String backend, Instant at, boolean answered) {}
