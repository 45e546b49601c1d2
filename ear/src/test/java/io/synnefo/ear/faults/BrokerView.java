package io.synnefo.ear.faults;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What the brokers of that script tell of a queue. */
record BrokerView(ShellScript broker) {
  /** Management counts what consumers have in hand every five seconds. */
  static final Duration NEWS_EVERY = Duration.ofSeconds(5);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST = Duration.ofSeconds(10);

  List<String> uris() throws IOException {
    return List.of(broker.value("AMQP_URIS").split(",", -1));
  }

  List<String> managementUrls() throws IOException {
    return List.of(broker.value("RMQ_MANAGEMENT_URLS").split(" ", -1));
  }

  String user() throws IOException {
    return broker.value("AMQP_ADMIN_USER");
  }

  Path passwordFile() throws IOException {
    return Path.of(broker.value("AMQP_ADMIN_PASSWORD_FILE"));
  }

  private String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  /** Messages that no consumer has in hand, and consumers, as of now. */
  DeclareOk look(String queue) throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(user());
    factory.setPassword(password());
    factory.setConnectionTimeout((int) LONGEST.toMillis());
    factory.setAutomaticRecoveryEnabled(false);
    Stream<Address> nodes =
        uris().stream().map(URI::create).map(uri -> new Address(uri.getHost(), uri.getPort()));
    try (Connection connection = factory.newConnection(nodes.toList());
        Channel channel = connection.createChannel()) {
      return channel.queueDeclarePassive(queue);
    }
  }

  /** Messages that wait or that a consumer has in hand, as of the last news. */
  int messages(String queue) throws IOException, InterruptedException {
    byte[] login = (user() + ":" + password()).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(managementUrls().get(0) + "/api/queues/%2F/" + queue))
            .timeout(LONGEST)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject().getInt("messages");
    }
  }
}
