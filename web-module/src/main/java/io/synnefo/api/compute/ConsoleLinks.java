package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.console.OpenedConsole;
import io.synnefo.settings.ConsoleSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Addresses of the page that shows a console. What opens it stands behind the {@code #}: a browser
 * sends that to nobody, and no log on the way has it.
 */
final class ConsoleLinks {
  private ConsoleLinks() {}

  /** The page, told where the gateway is, the token, and whose console it is. */
  static String of(
      OpenedConsole console, UUID server, ConsoleSettings settings, Endpoints endpoints) {
    String page = settings.page().map(Object::toString).orElse(endpoints.console());
    return page
        + "#gateway="
        + URLEncoder.encode(String.valueOf(console.gateway()), StandardCharsets.UTF_8)
        + "&token="
        + console.secret()
        + "&server="
        + server;
  }
}
