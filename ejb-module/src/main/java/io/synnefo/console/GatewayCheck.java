package io.synnefo.console;

import io.synnefo.settings.ConsolePageSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whether the console page can go to the gateway that a proxy tells. */
final class GatewayCheck {
  private GatewayCheck() {}

  /** Why it cannot, in words for the operator; null when it can. */
  static @Nullable String unfit(@Nullable URI gateway, ConsolePageSettings page) {
    if (gateway == null) {
      return "it has no gateway";
    }
    if (!isPlain(gateway)) { // not said as it is: it may hold a password
      return "its gateway's address has a user, a query or a fragment";
    }
    return page.reaches(gateway)
        ? null
        : "its gateway " + gateway + " is not in synnefo.console.gateways";
  }

  /** Any other the page refuses. */
  private static boolean isPlain(URI gateway) {
    return gateway.getRawUserInfo() == null
        && gateway.getRawQuery() == null
        && gateway.getRawFragment() == null;
  }
}
