package io.synnefo.vnc;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.ControlUser;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** Asks one proxy after the other, each over a connection of the pool's for that one request. */
final class PooledVncProxies implements VncProxyConnectionFactory, Referenceable, Serializable {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(PooledVncProxies.class.getName());
  private static final int MAX_REASON = 200;
  private static final String TOO_LONG =
      " bytes are more than the " + ControlCodec.MAX_REQUEST + " that every proxy takes";

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
  private @Nullable Reference reference;

  PooledVncProxies(
      VncManagedConnectionFactory factory,
      ConnectionManager connections,
      VncProxySettings settings) {
    this.factory = factory;
    this.connections = connections;
    this.settings = settings;
    this.rotation = new ProxyRotation(settings.proxies().size(), System::nanoTime);
    LOG.log(System.Logger.Level.INFO, "VNC proxies: {0}", settings);
    settings.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
  }

  /** An answer, or why there is none. */
  private record Outcome(@Nullable ControlReply reply, Attempt attempt, boolean poolIsEmpty) {}

  private interface Question {
    ControlRequest from(@Nullable ControlUser user);
  }

  @Override
  public ConsoleDoor open(ConsoleRequest request) throws VncProxyException {
    Deadline deadline = Deadline.in(settings.timeout());
    List<Attempt> attempts = new ArrayList<>();
    for (Iterator<Integer> order = rotation.next().iterator(); order.hasNext(); ) {
      int index = order.next();
      VncProxy proxy = settings.proxies().get(index);
      Deadline own = order.hasNext() ? deadline.orIn(part(PART)) : deadline;
      Outcome outcome = ask(index, user -> new ControlRequest.Open(request, 0, true, user), own);
      ControlReply reply = outcome.reply();
      String refusal = reply == null ? null : Refusal.of(request.type(), reply);
      if (reply != null && refusal == null) {
        return new ConsoleDoor(proxy.name(), reply.address(), reply.port(), reply.gateway());
      }
      attempts.add(refusal == null ? outcome.attempt() : refused(proxy, refusal, request));
      if (outcome.poolIsEmpty() || deadline.leavesLessThan(part(USEFUL))) {
        break;
      }
    }
    throw new VncProxyException(attempts);
  }

  private Duration part(int of) {
    return settings.timeout().dividedBy(of);
  }

  private static Attempt refused(VncProxy proxy, String reason, Object request) {
    Attempt attempt = new Attempt(proxy.name(), true, reason);
    // a limit that a user runs into is no matter of the operator's
    System.Logger.Level level =
        attempt.isAtLimit() ? System.Logger.Level.DEBUG : System.Logger.Level.INFO;
    LOG.log(level, "VNC proxy {0} refused {1}: {2}", proxy.name(), request, reason);
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
    Outcome outcome = ask(index, user -> new ControlRequest.Revoke(session, user), deadline);
    ControlReply reply = outcome.reply();
    if (reply == null) {
      throw new VncProxyException(List.of(outcome.attempt()));
    }
    if (!reply.ok()) {
      VncProxy proxy = settings.proxies().get(index);
      throw new VncProxyException(
          List.of(refused(proxy, Refusal.reason(reply), "to end session " + session)));
    }
  }

  /** The request is made before there is a connection: who connects must ask. */
  private Outcome ask(int index, Question question, Deadline deadline) {
    VncProxy proxy = settings.proxies().get(index);
    try {
      ControlRequest request = question.from(proxy.user());
      byte[] bytes = ControlCodec.encode(request);
      if (bytes.length > ControlCodec.MAX_REQUEST) {
        return unasked(proxy, bytes.length + TOO_LONG, false);
      }
      ControlReply reply = ask(new ProxyCall(proxy, deadline), bytes);
      if (rotation.answered(index)) {
        LOG.log(System.Logger.Level.INFO, "VNC proxy {0} answers again", proxy.name());
      }
      return new Outcome(
          Refusal.discreet(reply, request), new Attempt(proxy.name(), true, ""), false);
    } catch (IOException e) {
      return failed(index, ProxyFault.unreachable(e));
    } catch (ResourceException e) {
      ProxyFault fault = ProxyFault.in(e);
      return fault != null
          ? failed(index, fault)
          : unasked(proxy, "the pool gives no connection: " + e.getMessage(), true);
    }
  }

  private static Outcome unasked(VncProxy proxy, String reason, boolean poolIsEmpty) {
    return new Outcome(null, new Attempt(proxy.name(), false, reason), poolIsEmpty);
  }

  private Outcome failed(int index, ProxyFault fault) {
    String reason = Printable.of(String.valueOf(fault.getMessage()), MAX_REASON);
    VncProxy proxy = settings.proxies().get(index);
    if (rotation.failed(index)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "VNC proxy {0}: {1}; others are asked first for {2} s",
          proxy.name(),
          reason,
          ProxyRotation.LAST_FOR.toSeconds());
    }
    return unasked(proxy, reason, false);
  }

  private ControlReply ask(ProxyCall call, byte[] request) throws ResourceException {
    try (ProxyConnection connection =
        (ProxyConnection) connections.allocateConnection(factory, call)) {
      return connection.ask(request);
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
