package io.synnefo.retention;

import io.synnefo.server.InboxHorizon;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/**
 * Forgets slices of events. Each is a transaction of its own, not the chunk's: that has the job
 * repository's data source in it, and two without XA do not go together. A slice that is forgotten
 * though its chunk failed is as good as any other.
 */
@Named("forgetEvents")
@Dependent
public class ForgetEvents extends AbstractItemWriter {
  @Inject InboxHorizon horizon;

  @Override
  public void writeItems(List<Object> slices) {
    slices.forEach(slice -> horizon.forgetSome((Integer) slice));
  }
}
