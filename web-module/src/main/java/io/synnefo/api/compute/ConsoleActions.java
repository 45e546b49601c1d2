package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.Fields;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.console.ConsoleKind;
import io.synnefo.console.OpenConsole;
import io.synnefo.console.OpenedConsole;
import io.synnefo.kernel.Caller;
import io.synnefo.settings.ConsoleSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** The actions that ask for a console: Nova's up to 2.5, and Cyclades'. */
@ApplicationScoped
class ConsoleActions {
  private static final List<String> DIRECT =
      List.of(ConsoleKind.VNC.word(), ConsoleKind.VNC_WS.word(), ConsoleKind.VNC_WSS.word());

  @Inject OpenConsole open;
  @Inject ConsoleSettings settings;

  /** Cyclades': a viewer's address and its password. */
  Response direct(Caller caller, UUID id, Fields action) {
    String type = ConsoleTypes.ofAction(action, "console", DIRECT);
    OpenedConsole console = open.open(caller, id, ConsoleKind.of(type).orElseThrow(), null);
    return secret(
        JsonDoc.object()
            .put(
                "console",
                JsonDoc.object()
                    .put("type", type)
                    .put("host", console.host())
                    .put("port", console.port())
                    .put("password", console.secret()))
            .build());
  }

  /** Nova's: the address of a page. */
  Response page(Caller caller, UUID id, Fields action, Endpoints endpoints) {
    String name = action.names().iterator().next();
    String type =
        ConsoleTypes.ofAction(action, name, ConsoleTypes.BY_ACTION.getOrDefault(name, List.of()));
    JsonDoc document =
        JsonDoc.object().put("type", type).put("url", url(caller, id, type, endpoints));
    return secret(JsonDoc.object().put("console", document).build());
  }

  /** The address of the page for that type; a fault for types that no server has. */
  String url(Caller caller, UUID id, String type, Endpoints endpoints) {
    if (!type.equals(ConsoleTypes.NOVNC)) {
      throw open.unavailable(caller, id, type);
    }
    URI page = ConsoleLinks.page(settings, endpoints);
    return ConsoleLinks.of(open.open(caller, id, ConsoleKind.NOVNC, page), id, page);
  }

  /** It is for who asked alone. */
  static Response secret(JsonObject document) {
    return Response.ok(document).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
