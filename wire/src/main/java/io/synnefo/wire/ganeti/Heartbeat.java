package io.synnefo.wire.ganeti;

import org.jspecify.annotations.Nullable;

/**
 * The answer to who asks, by the dry run of a cluster tag, whether RAPI, job queue, daemon and
 * broker work ({@code type: eventd-heartbeat}). The old daemon answers once the job waits; this one
 * whenever the job's status changes.
 *
 * @param tag the tag, which the asker chose and knows its answer by; the old daemon sends none
 */
public record Heartbeat(OpState op, @Nullable String tag) implements GanetiEvent {
  /** How a tag begins whose dry run is such a question. */
  public static final String TAG_PREFIX = "snf:eventd:heartbeat";

  static final String TYPE = "eventd-heartbeat";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return tag == null ? cluster() : tag;
  }
}
