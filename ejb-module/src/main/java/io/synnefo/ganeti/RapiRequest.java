package io.synnefo.ganeti;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call, independent of the end point that will answer it.
 *
 * @param query without the question mark; empty for none
 * @param body JSON; not null exactly when the call submits a job
 */
record RapiRequest(String method, String path, String query, @Nullable String body) {

  private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");

  static RapiRequest read(String path, String query) {
    return new RapiRequest("GET", path, query, null);
  }

  /**
   * Ganeti keeps the reason in the job; it takes it from the query only. This makes question marks
   * of other characters than ASCII: luxid, started by Ganeti's own tools, runs in the C locale and
   * cannot write a job file that holds any (500, commitBuffer: invalid argument).
   */
  static RapiRequest submit(String method, String path, String reason, String body) {
    String ascii = NOT_ASCII.matcher(reason).replaceAll("?");
    return new RapiRequest(method, path, "reason=" + encode(ascii), body);
  }

  RapiRequest and(String parameter) {
    return new RapiRequest(method, path, query + "&" + parameter, body);
  }

  URI at(URI endpoint) {
    return endpoint.resolve(query.isEmpty() ? path : path + "?" + query);
  }

  /** Percent-encodes for a path or a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Method and path: what an error message may show. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
