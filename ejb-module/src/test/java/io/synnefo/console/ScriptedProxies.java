package io.synnefo.console;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proxies that open whatever they are asked for, or refuse it as a test says. */
public final class ScriptedProxies implements VncProxyConnectionFactory {
  /** Where the gateway of {@code proxy-1} is. */
  public static final URI GATEWAY = URI.create("wss://vnc.example.org:6080/console");

  /** The port that a viewer is told. */
  public static final int PORT = 25_071;

  private final List<ConsoleRequest> requests = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private @Nullable VncProxyException refusal;
  private @Nullable VncProxyException refusalToRevoke;
  private Runnable beforeRevoking = () -> {};
  private @Nullable String address = "vnc.example.org";
  private @Nullable URI gateway = GATEWAY;
  private Runnable meanwhile = () -> {};

  /** The next request, and all after it, are refused so; null: they are not. */
  public void refuse(@Nullable VncProxyException reason) {
    this.refusal = reason;
  }

  /** Sessions are not revoked, for that reason. */
  public void refuseToRevoke(@Nullable VncProxyException reason) {
    this.refusalToRevoke = reason;
  }

  /** What happens before a session is revoked. */
  public void beforeRevoking(Runnable what) {
    this.beforeRevoking = what;
  }

  /** What a proxy tells of itself from now on. */
  public void tell(@Nullable String viewersAddress, @Nullable URI gatewaysAddress) {
    this.address = viewersAddress;
    this.gateway = gatewaysAddress;
  }

  /** What happens while a proxy connects to the machine. */
  public void meanwhile(Runnable what) {
    this.meanwhile = what;
  }

  /** What was asked for, in its order. */
  public List<ConsoleRequest> requests() {
    return requests;
  }

  /** Proxy and session of what was revoked. */
  public List<String> revoked() {
    return revoked;
  }

  @Override
  public List<String> names() {
    return List.of("p1", "p2", "proxy-1");
  }

  @Override
  public <K> ConsoleDoor<K> open(Supplier<K> keys, Function<? super K, ConsoleRequest> asked)
      throws VncProxyException {
    K key = keys.get();
    ConsoleRequest request = asked.apply(key);
    requests.add(request);
    meanwhile.run();
    if (refusal != null) {
      throw refusal;
    }
    URI told = request.grant() == null ? null : gateway;
    return new ConsoleDoor<>(key, "proxy-1", address, PORT, told);
  }

  @Override
  public void revoke(String proxy, String session) throws VncProxyException {
    beforeRevoking.run();
    if (refusalToRevoke != null) {
      throw refusalToRevoke;
    }
    revoked.add(proxy + " " + session);
  }
}
