package io.synnefo.console;

import io.synnefo.wire.vnc.ConsoleType;
import java.util.Arrays;
import java.util.Optional;

/** How a user reaches a console, in the words of the APIs. */
public enum ConsoleKind {
  /** In a browser, by the gateway, with a token: OpenStack's. */
  NOVNC("novnc", ConsoleType.GATEWAY),
  /** With a viewer, on a port of its own, with a password: Cyclades'. */
  VNC("vnc", ConsoleType.VNC),
  /** In a WebSocket on a port of its own: Cyclades'. */
  VNC_WS("vnc-ws", ConsoleType.VNC_WS),
  /** The same over TLS. */
  VNC_WSS("vnc-wss", ConsoleType.VNC_WSS);

  private final String word;
  private final ConsoleType type;

  ConsoleKind(String word, ConsoleType type) {
    this.word = word;
    this.type = type;
  }

  /** Its name in the APIs. */
  public String word() {
    return word;
  }

  /** The kind of that name. */
  public static Optional<ConsoleKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** Its name to the proxies. */
  ConsoleType type() {
    return type;
  }

  /** Whether a token is shown, and not a password. */
  boolean wantsToken() {
    return type == ConsoleType.GATEWAY;
  }
}
