package io.synnefo.api.http;

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

/** A proxy that opens every console, or none; remembers what was asked. */
public final class RecordingProxies implements VncProxyConnectionFactory {
  /** Where its gateway is unless a test says otherwise. */
  public static final URI GATEWAY = URI.create("wss://vnc.example.org:6080/a/console");

  private final List<ConsoleRequest> requests = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private @Nullable VncProxyException refusal;
  private Runnable meanwhile = () -> {};
  private URI gateway = GATEWAY;

  /** What was asked for since the last time. */
  public synchronized List<ConsoleRequest> takeRequests() {
    List<ConsoleRequest> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** The sessions that were revoked since the last time. */
  public synchronized List<String> takeRevoked() {
    List<String> taken = List.copyOf(revoked);
    revoked.clear();
    return taken;
  }

  /** From now on no console is opened; null: every one is again. */
  public synchronized void refuse(@Nullable VncProxyException reason) {
    this.refusal = reason;
  }

  /** Its gateway is there from now on. */
  public synchronized void tell(URI address) {
    this.gateway = address;
  }

  /** What happens while the proxy connects to the machine. */
  public synchronized void meanwhile(Runnable what) {
    this.meanwhile = what;
  }

  @Override
  public List<String> names() {
    return List.of("p1", "p2", "proxy-1");
  }

  @Override
  public synchronized <K> ConsoleDoor<K> open(
      Supplier<K> keys, Function<? super K, ConsoleRequest> request) throws VncProxyException {
    K key = keys.get();
    requests.add(request.apply(key));
    meanwhile.run();
    if (refusal != null) {
      throw refusal;
    }
    return new ConsoleDoor<>(key, "proxy-1", "vnc.example.org", 25_071, gateway);
  }

  @Override
  public synchronized void revoke(String proxy, String session) {
    revoked.add(session);
  }
}
