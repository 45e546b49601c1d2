package io.synnefo.eventd;

import com.rabbitmq.client.ConnectionFactory;
import io.synnefo.program.SettingValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads those settings that name an address; what is wrong with one is added to the faults. */
final class Addresses {
  private static final Pattern RAPI_URI =
      Pattern.compile("https://(?:[\\w.-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private final SettingValues values;

  Addresses(SettingValues values) {
    this.values = values;
  }

  /** The brokers of the list that can be connected to, as far as their addresses show. */
  List<URI> brokers(String key, String list) {
    List<URI> uris = new ArrayList<>();
    if (list.isEmpty()) {
      return uris; // that it must be set is told already
    }
    for (String text : list.split(",", -1)) {
      try {
        URI uri = new URI(text.strip());
        if (uri.getUserInfo() != null) {
          values.fault(key + ": must hold no credentials; they have their own settings");
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
          values.fault(
              key + ": one of them goes on after the virtual host"); // with a secret, maybe
        } else if (uri.getHost() == null || !isBroker(uri)) {
          values.fault(
              key
                  + ": "
                  + uri
                  + " is not amqp://host[:port][/vhost] or amqps://... (the vhost / is %2F)");
        } else {
          uris.add(uri);
        }
      } catch (URISyntaxException e) {
        values.fault(key + ": one of them is no URI"); // its text might hold a password
      }
    }
    return uris;
  }

  /** The broker's client has its own idea of an address, and would refuse it at each connect. */
  private static boolean isBroker(URI uri) {
    if (!Set.of("amqp", "amqps").contains(String.valueOf(uri.getScheme()))
        || uri.getPort() == 0
        || uri.getPort() > MAX_PORT
        || "/".equals(uri.getPath())) { // to the client that is a virtual host without a name
      return false;
    }
    try {
      new ConnectionFactory().setUri(uri);
      return true;
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return false;
    }
  }

  /** Empty where RAPI is at the cluster's own address. */
  Optional<URI> rapi(String key, String text) {
    if (text.equals("auto")) {
      return Optional.empty();
    }
    Matcher parts = RAPI_URI.matcher(text);
    if (parts.matches() && Integer.parseInt(parts.group(1)) <= MAX_PORT) {
      return Optional.of(URI.create(text));
    }
    values.fault(key + ": is neither auto nor https://host:port"); // it might hold a password
    return Optional.empty();
  }
}
