package io.synnefo.eventd;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
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
  private static final System.Logger LOG = System.getLogger(BrokerConnector.class.getName());
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
    String password = password();
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
        why.add(uri + ": TLS failed: " + BrokerFaults.oneLine(e));
      } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException e) {
        why.add(uri + ": " + BrokerFaults.oneLine(e));
      }
    }
    throw new IOException("no broker can be used: " + String.join("; ", why));
  }

  /** Read each time: a changed password needs no restart. */
  private String password() throws IOException {
    String text;
    try {
      text = Files.readString(settings.passwordFile(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IOException("amqp.password-file: " + settings.passwordFile() + ": " + e);
    }
    if (text.isEmpty() || text.contains("\n")) {
      throw new IOException(
          "amqp.password-file: " + settings.passwordFile() + " must hold one line, the password");
    }
    return text;
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
    factory.setExceptionHandler(new Quiet());
    return factory;
  }

  /** What befalls a connection is thrown as well, or told by the link, in a line. */
  private static final class Quiet extends DefaultExceptionHandler {
    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable fault) {
      LOG.log(System.Logger.Level.DEBUG, "the connection failed: {0}", BrokerFaults.oneLine(fault));
    }
  }
}
