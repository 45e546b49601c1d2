package io.synnefo.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Has dead letters handled again. */
@ApplicationScoped
public class RetryDeadLetters {
  private static final System.Logger LOG = System.getLogger(RetryDeadLetters.class.getName());

  @Inject QueueAccess queues;

  /**
   * The dead letters of that queue, or the one with that id, are in it again, as far as half a
   * minute suffices, as {@link io.synnefo.wire.queue.QueueTools#retry} tells it.
   *
   * @fault itemNotFound 404 when there is no such queue, or no dead letter with that id
   * @fault serviceUnavailable 503 when the broker did not take them; those that it took are retried
   */
  public JsonObject retry(String queue, Optional<String> id) {
    JsonObject done = JsonText.object(queues.ask(tools -> tools.retry(queue, id)));
    LOG.log(
        System.Logger.Level.INFO,
        "{0} dead letters of {1} are retried, {2} are left",
        done.get("retried"),
        queue,
        done.get("left"));
    return done;
  }
}
