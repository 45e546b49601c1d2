package io.synnefo.console;

import io.synnefo.server.ConsoleServer;
import io.synnefo.wire.vnc.ConsoleDoor;

/** What a proxy opened, and where the machine was when it was asked. */
record Ajar(ConsoleServer server, Seen before, ConsoleDoor<Key> door) {
  /** What it was opened for. */
  Key key() {
    return door.key();
  }

  /** As the history has it; holds no secret. */
  String where() {
    String at = key().name() + ", proxy " + door.proxy();
    return key().grant() == null ? at + " port " + door.port() : at;
  }
}
