package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.QueueList;
import io.synnefo.wire.queue.WorkQueue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * How to reach RabbitMQ and when to give a message up, read once when the adapter starts.
 *
 * @param uris brokers in order of preference, {@code amqp://host:port} or {@code amqps://host:port}
 * @param prefix instance prefix without its dash; queues are named after it
 * @param caFile PEM file with the authorities that may vouch for an amqps broker; empty means the
 *     JDK's own
 * @param sessions messages handled at a time, of each queue that does not say otherwise
 * @param maxAttempts failures of a message's own that make it a dead letter, likewise
 * @param queues the queue configuration
 */
record BrokerSettings(
    List<String> uris,
    String username,
    String password,
    String prefix,
    String virtualHost,
    Optional<String> caFile,
    int sessions,
    int maxAttempts,
    QueueList queues) {

  /** An answer of the broker is waited for so long; without a majority it would never come. */
  static final Duration RPC_TIMEOUT = Duration.ofSeconds(10);

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final QueueList NONE = new QueueList(List.of(), List.of());

  /**
   * Reads and checks all settings.
   *
   * @throws IllegalArgumentException naming every setting that is wrong, not only the first
   */
  static BrokerSettings of(Config config) {
    List<String> errors = new ArrayList<>();
    List<String> uris =
        Stream.of(text(config, "synnefo.amqp.uris", "amqp://127.0.0.1:5672").split(","))
            .map(String::trim)
            .toList();
    uris.forEach(uri -> checkUri(uri, errors));
    if (uris.stream().map(uri -> uri.startsWith("amqps:")).distinct().count() > 1) {
      errors.add("synnefo.amqp.uris mixes amqp and amqps");
    }
    int sessions = number(config, "synnefo.dispatch.sessions", 4, errors);
    int maxAttempts = number(config, "synnefo.dispatch.max-attempts", 5, errors);
    if (maxAttempts >= WorkQueue.DELIVERY_LIMIT) {
      errors.add(
          "synnefo.dispatch.max-attempts "
              + maxAttempts
              + " is not below the broker's own limit, "
              + WorkQueue.DELIVERY_LIMIT);
    }
    String prefix = text(config, "synnefo.prefix", "snf");
    if (!prefix.matches("[a-z0-9]{1,20}")) {
      errors.add("synnefo.prefix '" + prefix + "' is not 1 to 20 of a-z and 0-9");
    }
    QueueList queues = errors.isEmpty() ? queues(prefix, config, errors) : NONE;
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
    return new BrokerSettings(
        uris,
        text(config, "synnefo.amqp.username", "synnefo-app"),
        text(config, "synnefo.amqp.password", ""),
        prefix,
        text(config, "synnefo.amqp.virtual-host", "/"),
        config.getOptionalValue("synnefo.amqp.ca-file", String.class),
        sessions,
        maxAttempts,
        queues);
  }

  private static QueueList queues(String prefix, Config config, List<String> errors) {
    try {
      return QueueConfiguration.of(prefix, key -> config.getOptionalValue(key, String.class))
          .load();
    } catch (IllegalArgumentException e) {
      errors.add(String.valueOf(e.getMessage()));
      return NONE;
    }
  }

  boolean usesTls() {
    return uris.get(0).startsWith("amqps:");
  }

  private static String text(Config config, String key, String fallback) {
    return config.getOptionalValue(key, String.class).orElse(fallback).trim();
  }

  private static int number(Config config, String key, int fallback, List<String> errors) {
    String value = text(config, key, Integer.toString(fallback));
    if (!value.matches("[1-9][0-9]{0,2}")) {
      errors.add(key + " '" + value + "' is not a number from 1 to 999");
      return fallback;
    }
    return Integer.parseInt(value);
  }

  private static void checkUri(String text, List<String> errors) {
    try {
      URI uri = URI.create(text);
      boolean amqp = "amqp".equals(uri.getScheme()) || "amqps".equals(uri.getScheme());
      if (!amqp || uri.getHost() == null || uri.getRawUserInfo() != null) {
        errors.add("synnefo.amqp.uris has an entry that is not amqp[s]://host:port without user");
      } else if (!Set.of("", "/").contains(uri.getRawPath()) || uri.getRawQuery() != null) {
        errors.add(
            "synnefo.amqp.uris has an entry with a path or a query;"
                + " the virtual host is synnefo.amqp.virtual-host");
      }
    } catch (IllegalArgumentException e) {
      errors.add("synnefo.amqp.uris has an entry that is not a URI");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "BrokerSettings[" + uris + ", user " + username + ", prefix " + prefix + "]";
  }
}
