package io.synnefo.console;

import io.synnefo.backend.RapiClients;
import io.synnefo.server.Admission;
import io.synnefo.server.ServerConsoles;
import io.synnefo.settings.ConsolePageSettings;
import io.synnefo.settings.ConsoleSettings;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The use case, wired as the container would. */
public final class ConsoleFixture {
  private ConsoleFixture() {}

  /** Opens consoles of those servers by those proxies. */
  public static OpenConsole openConsole(
      ServerConsoles servers,
      Admission admission,
      RapiClients clients,
      VncProxyConnectionFactory proxies) {
    OpenConsole wired = new OpenConsole();
    wired.settings = new ConsoleSettings(Optional.empty(), Optional.of("here.example.org"), 2);
    wired.page =
        new ConsolePageSettings(
            List.of(
                URI.create("wss://VNC.example.org:6080/another/path"),
                URI.create("ws://vnc.example.org:6080")));
    wired.places = new ConsolePlaces();
    wired.places.settings = wired.settings;
    wired.places.admission = admission;
    wired.servers = servers;
    wired.look = new InstanceLook();
    wired.look.clients = clients;
    wired.proxies = proxies;
    return wired;
  }

  /** From now on its looks at Ganeti run into a defect. */
  public static void breakLooks(OpenConsole open) {
    open.look = new InstanceLook();
  }
}
