package io.synnefo.eventd;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Opens connections to the first broker of the list that accepts. */
final class BrokerConnector implements Brokers {
  private static final int CONNECT_MILLIS = 5000;
  private static final int RPC_MILLIS = 10_000;
  private static final int HEARTBEAT_SECONDS = 10;

  private final EventdSettings.Broker settings;
  private final String connectionName;
  private final AtomicInteger first = new AtomicInteger();

  BrokerConnector(EventdSettings.Broker settings, String connectionName) {
    this.settings = settings;
    this.connectionName = connectionName;
  }

  @Override
  public void avoidLast() {
    first.incrementAndGet();
  }

  @Override
  public Connection connect() throws IOException {
    // read each time: a changed password needs no restart
    String password = Files.readString(settings.passwordFile(), StandardCharsets.UTF_8).strip();
    List<String> why = new ArrayList<>();
    for (int i = 0; i < settings.uris().size(); i++) {
      URI uri = settings.uris().get(Math.floorMod(first.get() + i, settings.uris().size()));
      try {
        return factory(uri, password).newConnection(connectionName);
      } catch (PossibleAuthenticationFailureException e) {
        why.add(
            uri
                + ": refuses the credentials of user "
                + settings.username()
                + " (or its access to the virtual host)");
      } catch (SSLException e) {
        why.add(uri + ": TLS failed: " + Faults.oneLine(e));
      } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException e) {
        why.add(uri + ": " + Faults.oneLine(e));
      }
    }
    throw new IOException("no broker can be used: " + String.join("; ", why));
  }

  private ConnectionFactory factory(URI uri, String password)
      throws IOException, GeneralSecurityException, URISyntaxException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    if ("amqps".equals(uri.getScheme())) {
      // setUri alone would trust any certificate; the file is read each time, as the password is
      Optional<Path> caFile = settings.caFile();
      factory.useSslProtocol(
          caFile.isPresent() ? BrokerTls.trusting(caFile.get()) : SSLContext.getDefault());
      factory.enableHostnameVerification();
    }
    factory.setUsername(settings.username());
    factory.setPassword(password);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(CONNECT_MILLIS);
    factory.setHandshakeTimeout(RPC_MILLIS);
    factory.setChannelRpcTimeout(RPC_MILLIS);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    return factory;
  }
}
