package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.GatewayGrant;
import io.synnefo.wire.vnc.VncProxyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all consoles share. For any thread. */
final class House {
  final ProxySettings settings;
  final PortPool pool;
  final Doorways doorways;
  final Names names;
  final Tally tally = new Tally();
  final @Nullable TlsKeys tls;
  final Projects projects;
  private final @Nullable Gateway gateway;
  final Consoles consoles;
  private final Clock clock = Clock.systemUTC();
  private final AtomicLong numbers = new AtomicLong();
  private final SecureRandom random = new SecureRandom();

  House(ProxySettings settings, @Nullable TlsKeys tls) {
    this.settings = settings;
    this.tls = tls;
    ProxySettings.Viewers viewers = settings.viewers();
    this.pool = new PortPool(viewers.firstPort(), viewers.lastPort(), viewers.notPorts());
    this.doorways = new Doorways(pool, viewers);
    this.consoles =
        new Consoles(
            new Consoles.Limit("consoles-max", viewers.most()),
            new Consoles.Limit("-XX:MaxDirectMemorySize has room for", DirectMemory.consoles()),
            new Consoles.Limit("the limit of open files has room for", OpenFiles.consoles()));
    this.names = new Names(viewers.most());
    this.projects = new Projects(viewers.perProject());
    this.gateway =
        settings
            .gateway()
            .map(rules -> new Gateway(rules, viewers.handshakeTimeout(), projects))
            .orElse(null);
  }

  Door.Entrance entrance(ControlRequest request) {
    ProxySettings.Viewers viewers = settings.viewers();
    return new Door.Entrance(
        request.framed(),
        request.encrypted() ? tls : null,
        viewers.origins(),
        viewers.handshakeTimeout(),
        doorways.newcomers);
  }

  /** Whether there is one. */
  boolean hasGateway() {
    return gateway != null;
  }

  Gateway gateway() {
    if (gateway == null) {
      throw new IllegalStateException("no gateway is configured");
    }
    return gateway;
  }

  Instant now() {
    return clock.instant();
  }

  /** Random bytes that no viewer was sent before. */
  byte[] challenge() {
    byte[] challenge = new byte[VncChallenge.BYTES];
    random.nextBytes(challenge);
    return challenge;
  }

  /** A console begins; else why not. */
  String begin(Loop loop, ControlRequest request, Console.Answer answer) {
    Console console = new Console(loop, this, request, numbers.incrementAndGet(), answer);
    if (!consoles.admit(console)) {
      return "Too many consoles: as many as " + consoles.limit();
    }
    String refused = admit(request, console);
    if (refused.isEmpty()) {
      console.start();
    } else {
      consoles.remove(console);
    }
    return refused;
  }

  private String admit(ControlRequest request, Console console) {
    if (request.hasProject() && !projects.admit(request.project())) {
      return VncProxyException.TOO_MANY_OF_PROJECT;
    }
    GatewayGrant grant = request.grant();
    String refused = grant == null ? "" : gateway().sessions.admit(grant, console);
    if (!refused.isEmpty() && request.hasProject()) {
      projects.end(request.project());
    }
    return refused;
  }

  /** A console that began is no more, but for its port. */
  void ended(ControlRequest request) {
    GatewayGrant grant = request.grant();
    if (grant != null) {
      gateway().sessions.end(grant);
    }
    if (request.hasProject()) {
      projects.end(request.project());
    }
  }

  /** What is read anew while the proxy runs is this from now on. */
  void reload(ProxySettings now) {
    projects.limit(now.viewers().perProject());
    if (gateway != null) {
      now.gateway().ifPresent(gateway::reload);
    }
  }

  /** The session of that name ends, as does otherwise the console; false: there is neither. */
  boolean kill(String name) {
    Optional<Console> session = gateway == null ? Optional.empty() : gateway.sessions.named(name);
    Optional<Console> found =
        session.or(() -> all().stream().filter(one -> one.name().equals(name)).findFirst());
    found.ifPresent(console -> console.finish(CloseCode.KILLED));
    return found.isPresent();
  }

  /** Those that there are, the eldest first. */
  List<ConsoleView> views() {
    return all().stream()
        .map(Console::view)
        .sorted(
            Comparator.comparingInt((ConsoleView v) -> v.name().length())
                .thenComparing(ConsoleView::name))
        .toList();
  }

  /** Those that there are. */
  List<Console> all() {
    return consoles.all();
  }
}
