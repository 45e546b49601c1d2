package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the broker makes of the arguments of our queues. It accepts a strategy that it will not
 * follow, and shows only what was asked for: the queue's own state tells what is in force.
 */
@Timeout(120)
class DeadLetterStrategyIT {
  @Test
  void deadLettersOfOurQueuesAreForwardedAtLeastOnce() throws Exception {
    String state = stateOf("it-strategy", Map.of());
    assertTrue(state.contains("at_least_once"), state);
  }

  /** The check of the check. */
  @Test
  void withAnotherOverflowRuleTheBrokerFallsBackInSilence() throws Exception {
    String state = stateOf("it-fallback", Map.of("x-overflow", "drop-head"));
    assertTrue(state.contains("at_most_once"), state);
  }

  private static String stateOf(String name, Map<String, Object> others) throws Exception {
    Map<String, Object> arguments = new HashMap<>(TestQueues.queue(name, null).arguments());
    arguments.putAll(others);
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      channel.queueDeclare(name, true, false, false, arguments);
      return TestBroker.ctl(
          "eval",
          "[ra:local_query(amqqueue:get_pid(Q), fun(S) -> element(2, S) end)"
              + " || Q <- rabbit_amqqueue:list(),"
              + " element(4, amqqueue:get_name(Q)) =:= <<\""
              + name
              + "\">>].");
    }
  }

  private static Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(TestBroker.property("amqp.uri"));
    factory.setUsername(TestBroker.property("amqp.username"));
    factory.setPassword(
        Files.readString(Path.of(TestBroker.property("amqp.password-file"))).trim());
    return factory.newConnection();
  }
}
