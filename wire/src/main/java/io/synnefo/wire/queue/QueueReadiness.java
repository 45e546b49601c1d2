package io.synnefo.wire.queue;

import java.time.Duration;

/**
 * Whether a queue's consumer does its work; a pure decision.
 *
 * @param sessions messages that are to be handled at a time; 0 if they are kept
 * @param everConnected whether it has been connected since the deployment
 * @param silent for how long none could be handled
 */
public record QueueReadiness(int sessions, boolean everConnected, Duration silent) {
  /** A consumer that was lost is back within that time if the broker is. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** That consumer's. */
  public static QueueReadiness of(ConsumerMXBean consumer) {
    return new QueueReadiness(
        consumer.getSessions(),
        consumer.isEverConnected(),
        Duration.ofSeconds(consumer.getSilentSeconds()));
  }

  /** Nobody waits for messages that nobody handles; what has never come needs no patience. */
  public boolean isReady() {
    return sessions == 0 || (everConnected && silent.compareTo(PATIENCE) <= 0);
  }
}
