package io.synnefo.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How consoles are told to those who asked for them.
 *
 * @param page the page that shows a console in a browser; without it, {@code /console/} beside the
 *     APIs
 * @param host of a VNC proxy that does not tell its address, for viewers: such a one runs beside
 *     the application
 * @param maxWaiting consoles that may be in the making at once; each holds one of the server's
 *     request threads, and one of the places of those who wait for a cluster
 */
public record ConsoleSettings(Optional<URI> page, Optional<String> host, int maxWaiting) {
  /** What holds when nothing is configured. */
  public static final int DEFAULT_MAX_WAITING = 16;

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

  /** Refuses what no browser and no viewer could use. */
  public ConsoleSettings {
    page.ifPresent(ConsoleSettings::requirePage);
    if (host.isPresent() && !HOST.matcher(host.get()).matches()) {
      throw new IllegalArgumentException(
          "synnefo.console.host must be a name or an address: " + host.get());
    }
    if (maxWaiting < 1 || maxWaiting > 1000) {
      throw new IllegalArgumentException(
          "synnefo.console.max-waiting must be between 1 and 1000: " + maxWaiting);
    }
  }

  /** The host as configured, else this machine's name. */
  public String hostOfProxy() {
    return host.orElseGet(ConsoleSettings::thisMachine);
  }

  private static void requirePage(URI page) {
    boolean web = "http".equals(page.getScheme()) || "https".equals(page.getScheme());
    if (!web || page.getHost() == null || page.getFragment() != null) {
      throw new IllegalArgumentException(
          "synnefo.console.url must be http(s)://host[:port]/path, and no fragment: " + page);
    }
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
