package io.synnefo.wire.ganeti;

/** Whatever an event daemon sends. */
public sealed interface GanetiMessage permits GanetiEvent, Probe {
  /** The field {@code type}. */
  String type();
}
