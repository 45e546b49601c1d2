package io.synnefo.figures;

import io.synnefo.kernel.EventOutcome;
import java.time.Instant;

/**
 * Fired by a handler within the transaction of a delivery; true only if that commits.
 *
 * @param at when Ganeti recorded what the event tells
 */
public record EventHandled(String queue, EventOutcome outcome, Instant at) {}
