package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Return;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker as {@code server-config/rabbitmq} sets it up, seen with the daemon's user. */
@Timeout(60)
class TopologyIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PREFIX = "snf";
  private static final byte[] PROBE = MessageCodec.encode(new Probe("node1.gnt.test", "any"));

  private Connection admin;
  private Connection daemon;

  @BeforeEach
  void connect() throws Exception {
    admin =
        connection(
            BrokerUnderTest.property("synnefo.test.amqp.username"),
            Path.of(BrokerUnderTest.property("synnefo.test.amqp.password-file")));
    daemon =
        connection(
            "synnefo-eventd",
            Path.of(BrokerUnderTest.property("synnefo.test.broker.dir"), "password.eventd"));
  }

  @AfterEach
  void disconnect() {
    admin.abort();
    daemon.abort();
  }

  @ParameterizedTest
  @CsvSource({
    "events-op, ganeti.snf.event.op",
    "events-network, ganeti.snf.event.network",
    "events-cluster, ganeti.event.cluster",
    "heartbeat, eventd.heartbeat"
  })
  void whatTheDaemonPublishesIsInAQueueAndRefusedInItsDeadLetterQueue(String name, String key)
      throws Exception {
    String queue = PREFIX + "-" + name;
    assertEquals(List.of(), published(key));
    try (Channel channel = admin.createChannel()) {
      GetResponse got = next(channel, queue);
      assertArrayEquals(PROBE, got.getBody());
      channel.basicReject(got.getEnvelope().getDeliveryTag(), false);
      GetResponse dead = next(channel, queue + "-dl");
      assertArrayEquals(PROBE, dead.getBody());
      channel.basicAck(dead.getEnvelope().getDeliveryTag(), false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ganeti-dl", "amq.topic"})
  void theDaemonMayWriteToNoOtherExchange(String exchange) throws Exception {
    assertRefused(
        channel -> {
          channel.basicPublish(exchange, "snf-events-op", null, PROBE);
          channel.waitForConfirmsOrDie(SOON.toMillis());
        });
  }

  @Test
  void theDaemonMayReadNothingAndDeclareNothing() throws Exception {
    assertRefused(channel -> channel.basicGet("snf-events-op", true));
    assertRefused(channel -> channel.queueDeclare("snf-events-more", true, false, false, null));
    assertRefused(channel -> channel.queueBind("snf-events-op", "ganeti", "#"));
    assertRefused(channel -> channel.queuePurge("snf-events-op"));
  }

  private void assertRefused(Call call) throws Exception {
    Channel channel = daemon.createChannel();
    channel.confirmSelect();
    Exception refused = assertThrows(Exception.class, () -> call.on(channel));
    String said = refused + " " + refused.getCause() + " " + channel.getCloseReason();
    assertEquals(
        AMQP.ACCESS_REFUSED,
        ((AMQP.Channel.Close) channel.getCloseReason().getReason()).getReplyCode(),
        said);
  }

  /** What comes back of a message to that key, once the broker has confirmed it. */
  private List<Return> published(String key) throws Exception {
    List<Return> returned = Collections.synchronizedList(new ArrayList<>());
    try (Channel channel = daemon.createChannel()) {
      channel.addReturnListener(returned::add);
      channel.confirmSelect();
      channel.basicPublish(RoutingKeys.EXCHANGE, key, true, null, PROBE);
      channel.waitForConfirmsOrDie(SOON.toMillis());
    }
    return returned;
  }

  private static GetResponse next(Channel channel, String queue) throws Exception {
    GetResponse found =
        await().atMost(SOON).until(() -> channel.basicGet(queue, false), got -> got != null);
    assertNotNull(found);
    return found;
  }

  private static Connection connection(String user, Path password) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(BrokerUnderTest.property("synnefo.test.amqp.uri"));
    factory.setUsername(user);
    factory.setPassword(Files.readString(password).strip());
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection("test");
  }

  @FunctionalInterface
  private interface Call {
    void on(Channel channel) throws Exception;
  }
}
