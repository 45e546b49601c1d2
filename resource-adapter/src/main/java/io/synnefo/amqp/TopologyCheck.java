package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Declares all exchanges and queues before the first message is taken, so that a broker that has
 * one of them otherwise stops the deployment instead of being found out at night.
 */
final class TopologyCheck {
  private static final System.Logger LOG = System.getLogger(TopologyCheck.class.getName());

  private TopologyCheck() {}

  /**
   * Everything is there as the list says; or the broker cannot be asked now, and each consumer
   * declares what is its own once it can.
   *
   * @throws IllegalStateException naming what the broker has otherwise
   */
  static void run(BrokerSettings settings) {
    try (Connection connection = BrokerClient.connect(settings)) {
      Topology.declare(connection, settings.queues(), settings.queues().queues());
    } catch (IOException | TimeoutException | RuntimeException e) {
      String conflict = conflict(e);
      if (conflict != null) {
        throw new IllegalStateException("the broker has it otherwise: " + conflict, e);
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "queues not declared at deployment: {0}",
          LinkFailure.describe(e, settings));
    }
  }

  /** The broker's own words for what is there with other arguments; null for any other failure. */
  static @Nullable String conflict(Exception failure) {
    return failure.getCause() instanceof ShutdownSignalException signal
            && signal.getReason() instanceof AMQP.Channel.Close close
            && close.getReplyCode() == AMQP.PRECONDITION_FAILED
        ? close.getReplyText()
        : null;
  }
}
