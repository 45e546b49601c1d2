package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.console.OpenedConsole;
import io.synnefo.settings.ConsoleSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Addresses of the page that shows a console. What opens it stands behind the {@code #}: a browser
 * sends that to nobody, and no log on the way has it.
 */
final class ConsoleLinks {
  private ConsoleLinks() {}

  /** The page. */
  static URI page(ConsoleSettings settings, Endpoints endpoints) {
    return settings.page().orElseGet(() -> URI.create(endpoints.console()));
  }

  /** The page, told where the gateway is, the token, and whose console it is. */
  static String of(OpenedConsole console, UUID server, URI page) {
    return page
        + "#gateway="
        + URLEncoder.encode(String.valueOf(console.gateway()), StandardCharsets.UTF_8)
        + "&token="
        + console.secret()
        + "&server="
        + server;
  }
}
