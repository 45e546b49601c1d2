package io.synnefo.admin;

import io.synnefo.wire.queue.QueueTools;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;

/** Shows each queue of the configuration. */
@ApplicationScoped
public class ListQueues {
  @Inject QueueAccess queues;

  /**
   * The queues with what waits in them, as {@link QueueTools#list} tells it.
   *
   * @fault serviceUnavailable 503 when the broker cannot be asked
   */
  public JsonArray list() {
    return JsonText.array(queues.ask(QueueTools::list));
  }
}
