package io.synnefo.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;

/** Shows messages of a queue. */
@ApplicationScoped
public class InspectQueue {
  /** Messages shown to who does not say how many. */
  public static final int USUAL_LIMIT = 10;

  @Inject QueueAccess queues;

  /**
   * The first messages of a queue or dead-letter queue, which stay in it, as {@link
   * io.synnefo.wire.queue.QueueTools#inspect} tells them.
   *
   * @fault badRequest 400 when the limit is out of range
   * @fault itemNotFound 404 when there is no such queue
   * @fault serviceUnavailable 503 when the broker cannot be asked, or would take a look for the
   *     last of too many deliveries
   */
  public JsonArray inspect(String queue, int limit) {
    return JsonText.array(queues.ask(tools -> tools.inspect(queue, limit)));
  }
}
