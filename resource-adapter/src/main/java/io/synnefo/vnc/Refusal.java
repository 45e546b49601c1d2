package io.synnefo.vnc;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.ControlUser;
import io.synnefo.wire.vnc.GatewayGrant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a reply opens a console. */
final class Refusal {
  private static final int MAX_REASON = 200;

  private Refusal() {}

  /**
   * Why it does not, or null when it does. A proxy of 2011 reads no type and opens plain VNC
   * whatever was asked for; what it lacks gives it away.
   */
  static @Nullable String of(ConsoleType type, ControlReply reply) {
    if (!reply.ok()) {
      return reason(reply);
    }
    if (reply.port() == 0) {
      return "said OK and no port";
    }
    return switch (type) {
      case VNC -> null;
      case VNC_WS, VNC_WSS -> reply.address() == null ? "knows no " + type.word() : null;
      case GATEWAY -> reply.gateway() == null ? "has no gateway" : null;
    };
  }

  /** The proxy's own words; the genuine one gives a reason only to users and types it knows not. */
  static String reason(ControlReply reply) {
    String reason = reply.reason();
    return reason == null ? "refused without a reason; its log may have one" : reason;
  }

  /**
   * The reply with its reason on one line, and what was secret in the request gone from it: no
   * proxy is known to repeat that, but one that is to come may.
   */
  static ControlReply discreet(ControlReply reply, ControlRequest request) {
    String reason = reply.reason();
    if (reason == null) {
      return reply;
    }
    for (String secret : secrets(request)) {
      reason = secret.isEmpty() ? reason : reason.replace(secret, "***");
    }
    return new ControlReply(
        reply.ok(),
        reply.port(),
        reply.address(),
        reply.gateway(),
        Printable.of(reason, MAX_REASON));
  }

  private static List<String> secrets(ControlRequest request) {
    List<String> secrets = new ArrayList<>();
    ControlUser user = request.user();
    if (user != null) {
      secrets.add(user.password());
    }
    if (request instanceof ControlRequest.Open open) {
      secrets.add(open.console().password());
      GatewayGrant grant = open.console().grant();
      if (grant != null) {
        secrets.add(grant.tokenHash());
      }
    }
    return secrets;
  }
}
