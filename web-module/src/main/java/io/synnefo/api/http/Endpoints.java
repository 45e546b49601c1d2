package io.synnefo.api.http;

import io.synnefo.settings.PublicUrlSettings;
import jakarta.ws.rs.core.UriInfo;

/**
 * The addresses of the APIs as this request's caller reaches them.
 *
 * @param base scheme, host and port, without a slash at its end
 */
public record Endpoints(String base) {
  /** The configured address, else the one that the request itself used. */
  public static Endpoints of(PublicUrlSettings settings, UriInfo uri) {
    String base = settings.url().map(Object::toString).orElse(uri.getBaseUri().toString());
    return new Endpoints(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
  }

  /** Identity's end point. */
  public String identity() {
    return base + "/identity/v3";
  }

  /** Compute's end point. */
  public String compute() {
    return base + "/compute/v2.1";
  }

  /** Compute's address without a version, for links that outlive versions. */
  public String computeBookmarks() {
    return base + "/compute";
  }

  /** The page that shows consoles. */
  public String console() {
    return base + "/console/";
  }

  /** Image's end point; its clients add the version. */
  public String image() {
    return base + "/image";
  }
}
