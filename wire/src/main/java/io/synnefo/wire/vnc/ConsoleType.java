package io.synnefo.wire.vnc;

import java.util.Arrays;
import java.util.Optional;

/** How a viewer reaches a console, by the control protocol's names. */
public enum ConsoleType {
  /** RFB on a port of its own. */
  VNC("vnc"),

  /** RFB in a WebSocket on a port of its own. */
  VNC_WS("vnc-ws"),

  /** The same over TLS. */
  VNC_WSS("vnc-wss"),

  /** RFB in a WebSocket at the one port of all, with a token. Only our own proxy knows it. */
  GATEWAY("gateway");

  private final String word;

  ConsoleType(String word) {
    this.word = word;
  }

  /** Its name in the protocol. */
  public String word() {
    return word;
  }

  /** The type of that name. */
  public static Optional<ConsoleType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
