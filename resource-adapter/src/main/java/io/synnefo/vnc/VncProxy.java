package io.synnefo.vnc;

import io.synnefo.wire.vnc.ControlUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A proxy of the settings. */
sealed interface VncProxy {
  /** A connection is waited for so long, with TLS until hands are shaken. */
  Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** What it is called towards the application and in the log. */
  String name();

  /** Who is to ask there; null where nobody is asked for. */
  @Nullable ControlUser user() throws IOException;

  /** A connection of its own for one request. */
  ControlLink connect(Deadline deadline) throws IOException;

  /** One that speaks the form of 2011, on this machine. */
  record AtSocket(Path socket) implements VncProxy {
    @Override
    public String name() {
      return "unix:" + socket;
    }

    @Override
    public @Nullable ControlUser user() {
      return null;
    }

    @Override
    public ControlLink connect(Deadline deadline) throws IOException {
      return SocketLink.connect(socket, deadline.orIn(CONNECT_TIMEOUT));
    }
  }

  /** One that speaks the final form. */
  record AtPort(String host, int port, String userName, ProxySecret secret, Optional<ProxyTls> tls)
      implements VncProxy {
    @Override
    public String name() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public ControlUser user() throws IOException {
      return new ControlUser(userName, secret.read());
    }

    @Override
    public ControlLink connect(Deadline deadline) throws IOException {
      return NetworkLink.connect(host, port, tls, deadline.orIn(CONNECT_TIMEOUT));
    }
  }
}
