package io.synnefo.testbed.dispatchcheck;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * What is in the queues of a broker. Which queues there are, and how many messages a consumer has
 * in hand, its management tells, the latter as of some seconds ago; how many wait it is asked
 * itself.
 */
final class BrokerQueues {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String QUEUES = "/api/queues/%2F?columns=name,messages_unacknowledged";
  private static final int OK = 200;

  private final List<String> amqp;
  private final List<String> management;
  private final String user;
  private final String password;

  /** Of several nodes the first one that answers is asked. */
  BrokerQueues(List<String> amqp, List<String> management, String user, String password) {
    this.amqp = List.copyOf(amqp);
    this.management = List.copyOf(management);
    this.user = user;
    this.password = password;
  }

  /**
   * A queue now.
   *
   * @param waiting messages that nobody has in hand
   * @param inHand messages that a consumer has and has not acknowledged
   */
  record Filled(String name, long waiting, long inHand, boolean hasConsumers) {
    boolean isOfDeadLetters() {
      return name.endsWith("-dl");
    }

    /** Where nobody takes messages they are parked, and none is missed. */
    boolean isWorkQueue(String prefix) {
      return hasConsumers || name.equals(prefix + "-events-op");
    }

    long messages() {
      return waiting + inHand;
    }
  }

  /** All queues of the virtual host {@code /}. */
  List<Filled> look() throws IOException, InterruptedException, TimeoutException {
    JsonArray known = list();
    List<Filled> queues = new ArrayList<>();
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      for (JsonObject queue : known.getValuesAs(JsonObject.class)) {
        String name = queue.getString("name");
        DeclareOk now = channel.queueDeclarePassive(name);
        queues.add(
            new Filled(
                name,
                now.getMessageCount(),
                queue.getInt("messages_unacknowledged", 0), // none are told of a new queue
                now.getConsumerCount() > 0));
      }
    }
    return queues;
  }

  private Connection connect() throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(user);
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout((int) PATIENCE.toMillis());
    List<Address> nodes =
        amqp.stream()
            .map(URI::create)
            .map(uri -> new Address(uri.getHost(), uri.getPort()))
            .toList();
    return factory.newConnection(nodes, "dispatch-check");
  }

  private JsonArray list() throws IOException, InterruptedException {
    IOException last = new IOException("no address of the broker's management");
    for (String url : management) {
      try {
        return list(URI.create(url + QUEUES));
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private JsonArray list(URI uri) throws IOException, InterruptedException {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(uri + " answers " + answer.statusCode());
    }
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readArray();
    }
  }
}
