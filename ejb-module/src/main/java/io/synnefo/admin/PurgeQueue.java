package io.synnefo.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Empties a queue. */
@ApplicationScoped
public class PurgeQueue {
  private static final System.Logger LOG = System.getLogger(PurgeQueue.class.getName());

  @Inject QueueAccess queues;

  /**
   * The queue or dead-letter queue is empty, but for what is in hand; how many are gone is told.
   *
   * @fault itemNotFound 404 when there is no such queue
   * @fault serviceUnavailable 503 when the broker cannot do it now
   */
  public int purge(String queue) {
    int purged = queues.ask(tools -> tools.purge(queue));
    LOG.log(System.Logger.Level.WARNING, "{0} messages of {1} were purged", purged, queue);
    return purged;
  }
}
