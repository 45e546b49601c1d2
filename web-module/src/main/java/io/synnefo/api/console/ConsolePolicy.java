package io.synnefo.api.console;

import io.synnefo.settings.ConsolePageSettings;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers of all that belongs to the console page. */
final class ConsolePolicy {
  private ConsolePolicy() {}

  /** Each header and its value. */
  static Map<String, String> headers(ConsolePageSettings settings) {
    return Map.of(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + ("connect-src " + reachable(settings) + "; ")
            + "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
        // the address has held a token
        "Referrer-Policy",
        "no-referrer",
        "X-Content-Type-Options",
        "nosniff",
        // asked for each time and mostly answered 304: after an upgrade no file is of another
        // version
        "Cache-Control",
        "no-cache");
  }

  private static String reachable(ConsolePageSettings settings) {
    return settings.gateways().isEmpty()
        ? "'self' ws: wss:"
        : settings.gateways().stream()
            .map(Object::toString)
            .collect(Collectors.joining(" ", "'self' ", ""));
  }
}
