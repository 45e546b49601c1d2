package io.synnefo.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Declares all exchanges and queues before the first message is taken, so that a broker that has
 * one of them otherwise, or keeps us from it, stops the deployment instead of being found out at
 * night.
 */
final class TopologyCheck {
  private static final System.Logger LOG = System.getLogger(TopologyCheck.class.getName());

  private TopologyCheck() {}

  /**
   * Everything is there as the list says; or the broker cannot be asked now, and each consumer
   * declares what is its own once it can.
   *
   * @throws IllegalStateException naming what the broker has otherwise, or what it does not let us
   *     do
   */
  static void run(BrokerSettings settings) {
    try (Connection connection = BrokerClient.connect(settings)) {
      Topology.declare(connection, settings.queues());
    } catch (IOException | TimeoutException | RuntimeException e) {
      String refusal = refusal(e);
      if (refusal != null) {
        throw new IllegalStateException(refusal, e);
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "queues not declared at deployment: {0}",
          LinkFailure.describe(e, settings));
    }
  }

  /**
   * Why the broker refuses a declaration, however often it is repeated: it is there with other
   * arguments, or our user may not; null for any other failure.
   */
  static @Nullable String refusal(Exception failure) {
    if (failure instanceof MissingPermission) {
      return failure.getMessage();
    }
    String conflict = Topology.reply(failure, AMQP.PRECONDITION_FAILED);
    return conflict == null ? null : "the broker has it otherwise: " + conflict;
  }
}
