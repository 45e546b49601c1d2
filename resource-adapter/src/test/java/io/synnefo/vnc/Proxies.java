package io.synnefo.vnc;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.GatewayGrant;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The connector for proxies of a test, as it is without a container. */
final class Proxies {
  static final String CONSOLE_PASSWORD = "s3cret12";
  static final String HASH = "0123456789abcdef".repeat(4);

  private Proxies() {}

  static VncProxyConnectionFactory of(Duration timeout, VncProxy... proxies) {
    return new PooledVncProxies(
        new VncManagedConnectionFactory(),
        new UnpooledConnections(),
        new VncProxySettings(List.of(proxies), timeout, List.of()));
  }

  static VncProxyConnectionFactory of(VncProxy... proxies) {
    return of(Duration.ofSeconds(20), proxies);
  }

  static VncProxy.AtPort at(int port) {
    return at(port, GenuineDaemon.USER, GenuineDaemon.PASSWORD);
  }

  static VncProxy.AtPort at(int port, String user, String password) {
    return new VncProxy.AtPort("127.0.0.1", port, user, ProxySecret.of(password), Optional.empty());
  }

  /** Asked alike of whichever proxy. */
  static ConsoleDoor<ConsoleRequest> open(VncProxyConnectionFactory proxies, ConsoleRequest request)
      throws VncProxyException {
    return proxies.open(() -> request, Function.identity());
  }

  static ConsoleRequest console(int port) {
    return new ConsoleRequest(ConsoleType.VNC, "127.0.0.1", port, CONSOLE_PASSWORD, "", null);
  }

  static ConsoleRequest console(ConsoleType type, int port) {
    GatewayGrant grant = new GatewayGrant("s-1", HASH, Duration.ofSeconds(60), "42", "ada");
    return new ConsoleRequest(
        type,
        "127.0.0.1",
        port,
        CONSOLE_PASSWORD,
        "p-1",
        type == ConsoleType.GATEWAY ? grant : null);
  }
}
