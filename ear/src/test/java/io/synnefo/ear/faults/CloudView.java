package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.InstanceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What can be seen of a cloud from outside, waited for. */
record CloudView(SmallCloud cloud) {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The API answers. */
  void awaitApi() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> cloud.as("anna").servers().status() == 200);
  }

  /** The user is shown a server of that name in that state. */
  void awaitStatus(String user, String name, String status) {
    ComputeApi[] api = new ComputeApi[1];
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              api[0] = api[0] == null ? cloud.as(user) : api[0];
              assertEquals(status, api[0].status(name));
            });
  }

  List<InstanceInfo> instances() throws IOException {
    try (HttpRapiClient rapi = rapi()) {
      return rapi.instances();
    }
  }

  /** Past the server. */
  HttpRapiClient rapi() throws IOException {
    return new HttpRapiClient(cloud.ganeti().env().access(PATIENCE));
  }

  /** Ganeti has so many instances that run. */
  void awaitRunning(long count) {
    await()
        .atMost(PATIENCE)
        .until(() -> instances().stream().filter(InstanceInfo::isRunning).count() == count);
  }

  /** Since it started, the server has logged those words. */
  void awaitLog(String words) {
    await(words)
        .atMost(PATIENCE)
        .until(() -> Files.readString(cloud.server().file("out.log")).contains(words));
  }

  /** How many lines with those words it has logged since. */
  long logged(String words) throws IOException {
    return Files.readAllLines(cloud.server().file("out.log")).stream()
        .filter(line -> line.contains(words))
        .count();
  }

  /** So many events are in the queue that no consumer has in hand. */
  void awaitQueue(long size) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> ready("snf-events-op") == size);
  }

  /** Messages of the queue that no consumer has in hand. */
  long ready(String queue) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(cloud.broker().value("AMQP_URIS").split(",", -1)[0]);
    factory.setUsername(cloud.broker().value("AMQP_APP_USER"));
    Path password = Path.of(cloud.broker().value("AMQP_APP_PASSWORD_FILE"));
    factory.setPassword(Files.readString(password).trim());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      return channel.messageCount(queue);
    }
  }

  /** No event has had its effect twice; of H2 only while no server has it open. */
  void assertEachEventWasAppliedOnce() throws IOException, SQLException {
    assertEquals(
        count("SELECT COUNT(DISTINCT event_id) FROM server_history"),
        count("SELECT COUNT(event_id) FROM server_history"));
  }

  long count(String sql) throws IOException, SQLException {
    return cloud.database().count(sql);
  }
}
