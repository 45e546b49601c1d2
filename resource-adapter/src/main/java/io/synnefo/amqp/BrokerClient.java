package io.synnefo.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeoutException;

/** Plain AMQP, for all that is not taking messages. Every wait has an end. */
final class BrokerClient {
  private static final int HEARTBEAT_SECONDS = 10;

  private BrokerClient() {}

  /**
   * A connection to the first broker that lets us in; it does not repair itself.
   *
   * @throws IOException or TimeoutException of the last one, when none does
   */
  static Connection connect(BrokerSettings settings) throws IOException, TimeoutException {
    IOException refused = new IOException("no broker is configured");
    TimeoutException silent = null;
    for (String uri : settings.uris()) {
      try {
        return factory(uri, settings).newConnection();
      } catch (IOException e) {
        refused = e;
        silent = null;
      } catch (TimeoutException e) {
        silent = e; // one that hangs does not hide the next
      }
    }
    if (silent != null) {
      throw silent;
    }
    throw refused;
  }

  private static ConnectionFactory factory(String uri, BrokerSettings settings) {
    ConnectionFactory client = new ConnectionFactory();
    try {
      client.setUri(uri);
    } catch (URISyntaxException | NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalArgumentException("synnefo.amqp.uris: " + e.getMessage(), e);
    }
    client.setUsername(settings.username());
    client.setPassword(settings.password());
    client.setVirtualHost(settings.virtualHost());
    tune(client, settings);
    return client;
  }

  /** The client gives up in time, leaves repair to us, and trusts whom the settings say. */
  static void tune(ConnectionFactory client, BrokerSettings settings) {
    client.setAutomaticRecoveryEnabled(false);
    client.setConnectionTimeout((int) BrokerSettings.CONNECT_TIMEOUT.toMillis());
    client.setHandshakeTimeout((int) BrokerSettings.CONNECT_TIMEOUT.toMillis());
    client.setChannelRpcTimeout((int) BrokerSettings.RPC_TIMEOUT.toMillis());
    client.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    if (settings.usesTls()) {
      Tls.configure(client, settings.caFile());
    }
  }
}
