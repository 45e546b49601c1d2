package io.synnefo.wire.queue;

import java.util.Optional;

/**
 * What the adapter can do to queues for the operator; registered as {@link #NAME} in the server's
 * MBean server. Answers are JSON. A NoSuchElementException says which queue or message is not
 * there, an IllegalArgumentException what in the question is wrong, an IllegalStateException why
 * the broker could not do it.
 */
public interface QueueTools {
  /** The object name. */
  String NAME = "io.synnefo:type=QueueTools";

  /** Most messages that one look shows. */
  int MOST_MESSAGES = 200;

  /**
   * An array with each queue of the configuration: {@code name}, {@code handler} (null: its
   * messages are kept), {@code messages} that wait, {@code consumers} of all instances, {@code
   * dead_letters}, {@code state} of this instance's consumers; a queue that the broker lacks has
   * null figures.
   */
  String list();

  /**
   * An array with the first messages of a queue or dead-letter queue, which stay in it (one that
   * was looked at some 40 times goes to its end): {@code id}, {@code key} (routing key), {@code
   * bytes}, {@code redelivered}, {@code body} (as text, shortened), and of a dead letter {@code
   * reason}, {@code queue} and {@code attempts}.
   *
   * @param limit 1 to {@link #MOST_MESSAGES}
   */
  String inspect(String queue, int limit);

  /**
   * Dead letters of that queue are in it again, each with its id, and no longer dead letters. What
   * dies on the way leaves a message in both, never in neither. An object: how many were {@code
   * retried}, and how many dead letters are {@code left} that were not looked at, because half a
   * minute was over.
   *
   * @param id of those to be retried; empty for all that are there now
   */
  String retry(String queue, Optional<String> id);

  /**
   * The queue or dead-letter queue is empty; what others have in hand stays.
   *
   * @return how many messages are gone
   */
  int purge(String queue);

  /**
   * A queue has the message, and the broker has confirmed that. It is JSON and outlives the broker.
   *
   * @param id its message id
   */
  void publish(String exchange, String key, String id, String body);
}
