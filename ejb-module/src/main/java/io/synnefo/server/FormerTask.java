package io.synnefo.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server had to do before another task took its place, and when somebody was to look at it.
 *
 * @param task null when there was none
 */
record FormerTask(
    @Nullable ServerTask task,
    @Nullable String requestId,
    @Nullable Long jobId,
    @Nullable Instant at,
    @Nullable Instant dueAt,
    @Nullable Rule dueWhy) {
  static final FormerTask NONE = new FormerTask(null, null, null, null, null, null);
}
