package io.synnefo.testbed.bench;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/** The cloud of a state directory, and how to get into its parts. */
final class Cloud {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Path state;
  private final Map<String, String> values = new HashMap<>();

  /** Reads what {@code up} left there; nothing is connected yet. */
  Cloud(Path state) throws IOException {
    this.state = state;
    for (String file :
        new String[] {
          "settings",
          "rabbitmq/env",
          "postgres/env",
          "ganeti-fake/env",
          "wildfly1/env",
          "first-server"
        }) {
      for (String line : Files.readAllLines(state.resolve(file))) {
        String[] pair = line.split("=", 2);
        if (pair.length == 2) {
          values.putIfAbsent(pair[0], pair[1].replaceAll("^['\"]|['\"]$", ""));
        }
      }
    }
  }

  /** A setting as one of those files has it. */
  String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the state directory lacks " + name);
    }
    return value;
  }

  URI api() {
    return URI.create("http://" + value("WF_LISTEN") + ":" + value("WF_HTTP_PORT"));
  }

  String password(String user) throws IOException {
    return Files.readString(state.resolve("secrets").resolve(user));
  }

  UUID firstServer() {
    return UUID.fromString(value("id"));
  }

  Path jobFile(long job) {
    return Path.of(value("GNT_QUEUE_DIR"), "job-" + job);
  }

  /** Where a file makes the simulated Ganeti hang. */
  Path ganeti() {
    return state.resolve("ganeti-fake");
  }

  Path serverLog() {
    return state.resolve("wildfly1/standalone/log/server.log");
  }

  /** Of a part that up started, by the name of its directory. */
  long pid(String part) throws IOException {
    return Long.parseLong(Files.readString(state.resolve(part).resolve("pid")).split(" ", 2)[0]);
  }

  /** Whether it is there and runs. */
  boolean runs(String part) throws IOException {
    return Files.exists(state.resolve(part).resolve("pid"))
        && ProcessHandle.of(pid(part)).isPresent();
  }

  /** A session of the application's own role, autocommit off. */
  java.sql.Connection database() throws IOException, SQLException {
    Properties login = new Properties();
    login.setProperty("user", value("PG_USER"));
    login.setProperty("password", Files.readString(Path.of(value("PG_PASSWORD_FILE"))));
    login.setProperty("ApplicationName", "bench");
    java.sql.Connection connection = DriverManager.getConnection(value("PG_URL"), login);
    connection.setAutoCommit(false);
    return connection;
  }

  /** A connection of the application's own user, which ends for good when the broker is lost. */
  Connection broker(ExecutorService threads) throws IOException, TimeoutException {
    URI uri = URI.create(value("AMQP_URIS").split(",", 2)[0]);
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(uri.getHost());
    factory.setPort(uri.getPort());
    factory.setUsername(value("AMQP_APP_USER"));
    factory.setPassword(Files.readString(Path.of(value("AMQP_APP_PASSWORD_FILE"))));
    factory.setConnectionTimeout(TIMEOUT_MILLIS);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection(threads, "bench");
  }
}
