package io.synnefo.settings;

import java.net.URI;
import java.util.Optional;

/**
 * The address under which users reach the APIs.
 *
 * @param url scheme, host and port, without a slash at its end; without it each request's own
 *     address is used, which is wrong behind a proxy
 */
public record PublicUrlSettings(Optional<URI> url) {
  /** Refuses an address that no client could use; drops a slash at the end. */
  public PublicUrlSettings {
    url = url.map(PublicUrlSettings::checked);
  }

  private static URI checked(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "synnefo.public.url must be http(s)://host[:port]: " + url);
    }
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }
}
