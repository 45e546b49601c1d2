package io.synnefo.settings;

import java.util.OptionalInt;

/**
 * Where operators' requests are answered.
 *
 * @param port of the operators' listener; empty when every listener is theirs
 */
public record AdminSettings(OptionalInt port) {
  /** Where the server's configuration puts the listener. */
  public static final int DEFAULT_PORT = 8079;

  /** Whether operators have a listener of their own. */
  public boolean isOwn() {
    return port.isPresent();
  }

  /** Whether a connection to that port may be an operator's. */
  public boolean isAdmins(int localPort) {
    return port.isEmpty() || port.getAsInt() == localPort;
  }
}
