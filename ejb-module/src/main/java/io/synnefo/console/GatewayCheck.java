package io.synnefo.console;

import io.synnefo.settings.ConsolePageSettings;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the console page can go to the gateway that a proxy tells. */
final class GatewayCheck {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d+){3}|\\[::1]");

  private GatewayCheck() {}

  /**
   * Why it cannot, in words for the operator; null when it can.
   *
   * @param page the page's own address
   */
  static @Nullable String unfit(@Nullable URI gateway, URI page, ConsolePageSettings settings) {
    if (gateway == null) {
      return "it has no gateway";
    }
    if (!isPlain(gateway)) { // not said as it is: it may hold a password
      return "its gateway's address has a user, a query or a fragment";
    }
    if (!settings.reaches(gateway)) {
      return "its gateway " + gateway + " is not in synnefo.console.gateways";
    }
    return isMixed(gateway, page) ? "its gateway " + gateway + " is ws: and the page https:" : null;
  }

  /** Browsers refuse it: what comes by {@code https} may not go on without, but on one machine. */
  private static boolean isMixed(URI gateway, URI page) {
    return "https".equals(page.getScheme())
        && "ws".equals(gateway.getScheme())
        && !LOOPBACK.matcher(gateway.getHost()).matches();
  }

  /** Any other the page refuses. */
  private static boolean isPlain(URI gateway) {
    return gateway.getRawUserInfo() == null
        && gateway.getRawQuery() == null
        && gateway.getRawFragment() == null;
  }
}
