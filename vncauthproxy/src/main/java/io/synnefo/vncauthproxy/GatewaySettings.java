package io.synnefo.vncauthproxy;

import io.synnefo.program.SettingValues;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of the gateway, as text and as what they mean. */
final class GatewaySettings {
  static final Map<String, String> DEFAULTS =
      Map.of(
          "gateway-listen", "",
          "gateway-tls", "auto",
          "gateway-url", "",
          "gateway-origins", "");

  /** For {@code --help}. */
  static final String HELP =
      """

      The gateway (all consoles at one port, by WebSocket, for who has the token):
        gateway-listen       host:port of it; empty: there is none
        gateway-tls          auto: TLS if tls-certificate-file is set; yes; no: as behind a
                             load balancer that ends TLS
        gateway-url          what browsers are told to connect to; empty: made of
                             proxy-address, the port and whether TLS is on
        gateway-origins      pages that may beside those of the gateway's own host (that
                             of gateway-url, if set; of https, where the gateway is
                             wss), with commas; *: all
      --reload and SIGHUP read gateway-url, gateway-origins and consoles-per-project anew.
      """;

  private static final Pattern URL = Pattern.compile("wss?://[^\\s/?#@]+(/[^\\s?#]*)?");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[\\w.-]+(:\\d{1,5})?");

  private static final int MAX_PORT = 65_535;

  private final SettingValues values;

  GatewaySettings(SettingValues values) {
    this.values = values;
  }

  /**
   * The rules; empty: no gateway is configured.
   *
   * @param certified whether a certificate is set
   */
  Optional<GatewayRules> rules(String proxyAddress, boolean certified) {
    Optional<InetSocketAddress> listen = values.listen("gateway-listen");
    String word = values.word("gateway-tls", "auto", "yes", "no");
    if (word.equals("yes") && !certified) {
      values.fault("gateway-tls: needs tls-certificate-file and tls-key-file");
    }
    boolean tls = word.equals("yes") || (word.equals("auto") && certified);
    List<String> origins = origins(values, "gateway-origins");
    String url = values.text("gateway-url");
    boolean made = url.isEmpty();
    if (listen.isEmpty() || (made && proxyAddress.isEmpty())) { // the latter is a fault already
      return Optional.empty();
    }
    if (made) {
      String host = proxyAddress.indexOf(':') < 0 ? proxyAddress : "[" + proxyAddress + "]";
      url = (tls ? "wss://" : "ws://") + host + ":" + listen.get().getPort() + "/";
    }
    return url(url, made ? " (of proxy-address)" : "")
        .map(to -> new GatewayRules(listen.get(), tls, to, made ? "" : host(to), origins));
  }

  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT);
  }

  /** Origins of pages, in lower case; {@code *} is one, too. */
  static List<String> origins(SettingValues values, String key) {
    List<String> found = values.list(key).stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
    for (String origin : found) {
      if (!ORIGIN.matcher(origin).matches()) {
        values.fault(key + ": " + origin + " is neither * nor https://host[:port]");
      }
    }
    return found;
  }

  /** One that both the application and a page take: Java, unlike a page, wants a proper host. */
  private Optional<URI> url(String text, String origin) {
    if (URL.matcher(text).matches()) {
      try {
        URI url = new URI(text);
        if (url.getHost() != null && url.getPort() <= MAX_PORT) {
          return Optional.of(url);
        }
      } catch (URISyntaxException e) { // has no user: that pattern takes no @
        values.fault("gateway-url: " + e.getMessage());
        return Optional.empty();
      }
    }
    String shown = text.indexOf('@') < 0 ? text : "what is set, which has a user in it,";
    values.fault(
        "gateway-url: "
            + shown
            + origin
            + " is not wss://host[:port]/, the host as in a URL: letters, digits, - and .");
    return Optional.empty();
  }
}
