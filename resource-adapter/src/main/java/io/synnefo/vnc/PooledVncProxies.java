package io.synnefo.vnc;

import io.synnefo.vnc.ProxyDesk.Outcome;
import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** Asks one proxy after the other, each over a connection of the pool's for that one request. */
final class PooledVncProxies implements VncProxyConnectionFactory, Referenceable, Serializable {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(PooledVncProxies.class.getName());

  /** With less than this part of the time left, no other proxy is asked: it would seem dead. */
  private static final int USEFUL = 6;

  /**
   * With others left to ask, each has this part of the time: enough for a machine that answers, and
   * so little that the next one may still wait a minute for one that does not, as proxies do.
   */
  private static final int PART = 16;

  private final VncManagedConnectionFactory factory;
  private final ConnectionManager connections;
  private final transient VncProxySettings settings;
  private final transient ProxyRotation rotation;
  private final transient ProxyDesk desk;
  private @Nullable Reference reference;

  PooledVncProxies(
      VncManagedConnectionFactory factory,
      ConnectionManager connections,
      VncProxySettings settings) {
    this.factory = factory;
    this.connections = connections;
    this.settings = settings;
    this.rotation = new ProxyRotation(settings.proxies().size(), System::nanoTime);
    this.desk = new ProxyDesk(factory, connections, rotation);
    LOG.log(System.Logger.Level.INFO, "VNC proxies: {0}", settings);
    settings.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
  }

  @Override
  public List<String> names() {
    return settings.proxies().stream().map(VncProxy::name).toList();
  }

  @Override
  public <K> ConsoleDoor<K> open(Supplier<K> keys, Function<? super K, ConsoleRequest> wanted)
      throws VncProxyException {
    Deadline deadline = Deadline.in(settings.timeout());
    List<Attempt> attempts = new ArrayList<>();
    for (Iterator<Integer> order = rotation.next().iterator(); order.hasNext(); ) {
      int index = order.next();
      VncProxy proxy = settings.proxies().get(index);
      Deadline own = order.hasNext() ? deadline.orIn(part(PART)) : deadline;
      K key = keys.get(); // what one opens that was given up is not opened by another's
      ConsoleRequest request = wanted.apply(key);
      Outcome outcome =
          desk.ask(proxy, index, user -> new ControlRequest.Open(request, 0, true, user), own);
      ControlReply reply = outcome.reply();
      String refusal = reply == null ? null : Refusal.of(request.type(), reply);
      if (reply != null && refusal == null) {
        return new ConsoleDoor<>(key, proxy.name(), reply.address(), reply.port(), reply.gateway());
      }
      attempts.add(
          refusal == null ? outcome.attempt() : refused(outcome.attempt(), refusal, request));
      if (outcome.poolIsEmpty() || deadline.leavesLessThan(part(USEFUL))) {
        break;
      }
    }
    throw new VncProxyException(attempts);
  }

  private Duration part(int of) {
    return settings.timeout().dividedBy(of);
  }

  private static Attempt refused(Attempt answered, String reason, Object request) {
    Attempt attempt = new Attempt(answered.proxy(), true, answered.atLimit(), reason);
    // a limit that a user runs into is no matter of the operator's
    System.Logger.Level level =
        attempt.atLimit() ? System.Logger.Level.DEBUG : System.Logger.Level.INFO;
    LOG.log(level, "VNC proxy {0} refused {1}: {2}", attempt.proxy(), request, reason);
    return attempt;
  }

  @Override
  public void revoke(String proxy, String session) throws VncProxyException {
    for (int index = 0; index < settings.proxies().size(); index++) {
      if (settings.proxies().get(index).name().equals(proxy)) {
        revoke(index, session);
        return;
      }
    }
    throw new VncProxyException(List.of(new Attempt(proxy, false, "is not configured any more")));
  }

  private void revoke(int index, String session) throws VncProxyException {
    Deadline deadline = Deadline.in(settings.timeout());
    VncProxy proxy = settings.proxies().get(index);
    Outcome outcome =
        desk.ask(proxy, index, user -> new ControlRequest.Revoke(session, user), deadline);
    ControlReply reply = outcome.reply();
    if (reply == null) {
      throw new VncProxyException(List.of(outcome.attempt()));
    }
    if (!reply.ok()) {
      throw new VncProxyException(
          List.of(refused(outcome.attempt(), Refusal.reason(reply), "to end session " + session)));
    }
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public @Nullable Reference getReference() {
    return reference;
  }

  /** Read anew where it arrives: settings have paths and passwords of a machine. */
  private Object readResolve() throws InvalidObjectException {
    try {
      PooledVncProxies here =
          new PooledVncProxies(factory, connections, VncManagedConnectionFactory.settings());
      here.reference = reference;
      return here;
    } catch (ResourceException e) {
      throw (InvalidObjectException) new InvalidObjectException(e.getMessage()).initCause(e);
    }
  }
}
