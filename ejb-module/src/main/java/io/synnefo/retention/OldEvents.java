package io.synnefo.retention;

import io.synnefo.server.InboxHorizon;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/**
 * Second step: each item is the number of events that are to be forgotten at once. There is no
 * checkpoint: what is left is what the table has.
 */
@Named("oldEvents")
@Dependent
public class OldEvents extends AbstractItemReader {
  /** So many rows are locked for some tenths of a second: their events come again, if at all. */
  static final int SLICE = 10_000;

  @Inject InboxHorizon horizon;

  @Override
  public @Nullable Integer readItem() {
    return horizon.hasOlder() ? SLICE : null;
  }
}
