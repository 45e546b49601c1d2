package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which part of a list is wanted.
 *
 * @param limit at most so many; 0 asks for none
 * @param marker the last thing of the page before
 */
public record Paging(int limit, Optional<String> marker) {
  /** More are never given at once. */
  public static final int MOST = 1000;

  /**
   * What the query says.
   *
   * @fault badRequest 400 when {@code limit} is not a whole number of at least 0
   */
  public static Paging of(UriInfo uri, int usual) {
    Query query = Query.of(uri);
    return new Paging(Math.min(query.whole("limit").orElse(usual), MOST), query.text("marker"));
  }

  /**
   * The marker as a UUID.
   *
   * @fault badRequest 400 when it is none: no such thing can have been on the page before
   */
  public Optional<UUID> markerId() {
    return marker.map(
        text ->
            uuid(text)
                .orElseThrow(
                    () -> new Fault(FaultCode.BAD_REQUEST, "marker [" + text + "] not found")));
  }

  /** The UUID in its usual form; anything else is nobody's id. */
  public static Optional<UUID> uuid(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether there may be more after a page of {@code shown} things. */
  public boolean mayHaveMore(int shown) {
    return limit > 0 && shown == limit;
  }

  /** Compute's way of naming the next page. */
  public static JsonArray nextLink(UriInfo uri, URI collection, String last) {
    JsonObject link =
        JsonDoc.object().put("rel", "next").put("href", after(uri, collection, last)).build();
    return JsonDoc.array(link);
  }

  /** The address of the next page: this one's query with another marker. */
  public static String after(UriInfo uri, URI collection, String last) {
    return unmarked(uri, collection).queryParam("marker", last).build().toString();
  }

  /** The address of the first page: this one's query without a marker. */
  public static String first(UriInfo uri, URI collection) {
    return unmarked(uri, collection).build().toString();
  }

  private static UriBuilder unmarked(UriInfo uri, URI collection) {
    UriBuilder page = UriBuilder.fromUri(collection);
    // sorted: the parameters come in the order of a hash
    new TreeMap<>(uri.getQueryParameters())
        .forEach(
            (name, values) -> {
              if (!name.equals("marker")) {
                values.forEach(value -> page.queryParam(encoded(name), encoded(value)));
              }
            });
    return page;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
