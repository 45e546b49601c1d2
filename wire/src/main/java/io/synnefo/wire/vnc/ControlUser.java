package io.synnefo.wire.vnc;

/** Who asks a proxy over the network; the Unix socket's own permissions say who may ask there. */
public record ControlUser(String name, String password) {
  /** As it may stand in a log: no password. */
  @Override
  public String toString() {
    return "user " + name;
  }
}
