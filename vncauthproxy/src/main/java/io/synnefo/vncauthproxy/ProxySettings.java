package io.synnefo.vncauthproxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator can set, checked.
 *
 * @param gateway empty: there is none
 * @param drain how long live consoles go on when the proxy is told to stop
 * @param statusSocket where the proxy answers {@code --status}
 * @param metricsListen where Prometheus may ask
 * @param logAsJson whether each line of the log is a JSON object
 */
record ProxySettings(
    Control control,
    Optional<TlsFiles> tls,
    Viewers viewers,
    Optional<GatewayRules> gateway,
    Backends backends,
    Duration drain,
    Path statusSocket,
    Optional<InetSocketAddress> metricsListen,
    boolean logAsJson) {

  /**
   * Where consoles are asked for.
   *
   * @param socket in the form of 2011; empty: nowhere
   * @param listen in the final form; empty: nowhere
   * @param tls whether over TLS there
   * @param usersFile who may there
   * @param patience with who asks
   */
  record Control(
      Optional<Path> socket,
      Optional<InetSocketAddress> listen,
      boolean tls,
      Path usersFile,
      Duration patience) {}

  /** PEM files. */
  record TlsFiles(Path certificate, Path key) {}

  /**
   * Where viewers come.
   *
   * @param listen empty: at every address of this host
   * @param proxyAddress what they are told to connect to
   * @param notPorts of the pool that others need
   * @param most consoles at once
   * @param perProject consoles of one project, waiting and live
   * @param connectTimeout until one comes
   * @param handshakeTimeout until he has authenticated
   * @param limits once he has
   * @param origins of the pages whose WebSockets may come, in lower case; {@code *}: all
   */
  record Viewers(
      Optional<InetAddress> listen,
      String proxyAddress,
      int firstPort,
      int lastPort,
      Set<Integer> notPorts,
      int most,
      int perProject,
      Duration connectTimeout,
      Duration handshakeTimeout,
      Relay.Limits limits,
      List<String> origins) {
    Viewers {
      notPorts = Set.copyOf(notPorts);
      origins = List.copyOf(origins);
    }
  }

  /** How machines' servers are connected to. */
  record Backends(BackendDial.Patience patience) {}
}
