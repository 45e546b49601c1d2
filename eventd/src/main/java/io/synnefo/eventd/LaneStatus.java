package io.synnefo.eventd;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one routing key's events fare.
 *
 * @param depth events in the spool that are not confirmed
 * @param bytes of the spool's files
 * @param confirmed since the daemon's start
 * @param refused by the broker since the daemon's start, each time counted
 * @param waitingSince when something began to wait, if anything does
 * @param lastConfirm when the broker confirmed one last
 * @param lastEventAt when Ganeti recorded that event
 * @param lastEventId its id
 * @param fault why nothing moves; empty if all is well
 */
record LaneStatus(
    String key,
    long depth,
    long bytes,
    int inFlight,
    long confirmed,
    long refused,
    Instant waitingSince,
    @Nullable Instant lastConfirm,
    @Nullable Instant lastEventAt,
    @Nullable String lastEventId,
    String fault) {}
