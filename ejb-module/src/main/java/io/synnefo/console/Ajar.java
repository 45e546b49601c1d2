package io.synnefo.console;

import io.synnefo.server.ConsoleServer;
import io.synnefo.settings.ConsoleSettings;
import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.ConsoleDoor;
import java.net.URI;

/** What a proxy opened, and where the machine was when it was asked. */
record Ajar(ConsoleServer server, Seen before, ConsoleDoor<Key> door) {
  private static final int MAX_HOST = 253;

  /** What it was opened for. */
  Key key() {
    return door.key();
  }

  /** The host for a viewer; a proxy that does not tell it runs beside the application. */
  String host(ConsoleSettings settings) {
    String address = door.address();
    return address == null ? settings.hostOfProxy() : address;
  }

  /**
   * As the history has it; holds no secret. Proxies' names may be those of sockets, the same on
   * each machine: where one is reached tells them apart.
   */
  String where(ConsoleSettings settings) {
    URI gateway = door.gateway();
    String host = Printable.of(gateway == null ? host(settings) : gateway.getHost(), MAX_HOST);
    String at = key().name() + ", proxy " + door.proxy() + " at " + host;
    return key().grant() == null ? at + " port " + door.port() : at;
  }
}
