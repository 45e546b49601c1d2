package io.synnefo.amqp;

import com.rabbitmq.client.ConnectionFactory;
import io.synnefo.wire.tls.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** TLS towards the broker: its certificate and its name are always verified. */
final class Tls {
  private Tls() {}

  /**
   * Makes the client speak TLS. The file is read now: a changed one needs no restart.
   *
   * @throws IllegalArgumentException when the file of authorities cannot be used
   */
  static void configure(ConnectionFactory client, Optional<String> caFile) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, caFile.isPresent() ? Authorities.of(Path.of(caFile.get())) : null, null);
      client.useSslProtocol(context);
      client.enableHostnameVerification();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("synnefo.amqp.ca-file: " + e); // a cause would hide it
    }
  }
}
