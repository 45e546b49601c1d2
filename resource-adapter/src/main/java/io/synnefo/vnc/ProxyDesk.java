package io.synnefo.vnc;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.ControlUser;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Asks one proxy, over a connection of the pool's for that one request, and notes who is down. */
final class ProxyDesk {
  private static final System.Logger LOG = System.getLogger(ProxyDesk.class.getName());
  private static final int MAX_REASON = 200;
  private static final String TOO_LONG =
      " bytes are more than the " + ControlCodec.MAX_REQUEST + " that every proxy takes";

  private final VncManagedConnectionFactory factory;
  private final ConnectionManager connections;
  private final ProxyRotation rotation;

  ProxyDesk(
      VncManagedConnectionFactory factory, ConnectionManager connections, ProxyRotation rotation) {
    this.factory = factory;
    this.connections = connections;
    this.rotation = rotation;
  }

  /** An answer, or why there is none. */
  record Outcome(@Nullable ControlReply reply, Attempt attempt, boolean poolIsEmpty) {}

  /** What is asked, by whom the settings name. */
  interface Question {
    ControlRequest from(@Nullable ControlUser user);
  }

  /**
   * The request is made before there is a connection: who connects must ask.
   *
   * @param index the proxy's place in the settings
   */
  Outcome ask(VncProxy proxy, int index, Question question, Deadline deadline) {
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
      // as it came: a secret may be a word of what the proxy says
      boolean atLimit = !reply.ok() && Attempt.isOfLimit(Refusal.reason(reply));
      return new Outcome(
          Refusal.discreet(reply, request), new Attempt(proxy.name(), true, atLimit, ""), false);
    } catch (IOException e) {
      return failed(proxy, index, ProxyFault.unreachable(e));
    } catch (ResourceException e) {
      ProxyFault fault = ProxyFault.in(e);
      return fault != null
          ? failed(proxy, index, fault)
          : unasked(proxy, "the pool gives no connection: " + e.getMessage(), true);
    }
  }

  private ControlReply ask(ProxyCall call, byte[] request) throws ResourceException {
    try (ProxyConnection connection =
        (ProxyConnection) connections.allocateConnection(factory, call)) {
      return connection.ask(request);
    }
  }

  private Outcome failed(VncProxy proxy, int index, ProxyFault fault) {
    String reason = Printable.of(String.valueOf(fault.getMessage()), MAX_REASON);
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

  private static Outcome unasked(VncProxy proxy, String reason, boolean poolIsEmpty) {
    return new Outcome(null, new Attempt(proxy.name(), false, reason), poolIsEmpty);
  }
}
