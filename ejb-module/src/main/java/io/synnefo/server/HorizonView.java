package io.synnefo.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the horizon of the inbox is, and how its sweep goes.
 *
 * @param horizon events older than that are refused
 * @param heldBy the backend that keeps it from going as far as age allows; null when none does
 * @param oldest event that is known; null when none is
 * @param underWay whether somebody sweeps
 * @param last sweep; null before the first
 * @param dueAt when the next is due
 */
public record HorizonView(
    Instant horizon,
    @Nullable String heldBy,
    @Nullable Instant oldest,
    boolean underWay,
    @Nullable Sweep last,
    Instant dueAt) {
  /**
   * How a sweep went.
   *
   * @param endedAt null while it is under way, or when it did not get to its end
   * @param forgotten how many events so far
   */
  public record Sweep(Instant begunAt, @Nullable Instant endedAt, long forgotten) {}
}
