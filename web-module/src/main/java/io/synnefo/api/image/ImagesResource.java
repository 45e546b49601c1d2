package io.synnefo.api.image;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Paging;
import io.synnefo.api.http.Query;
import io.synnefo.image.ImageQuery;
import io.synnefo.image.ImageView;
import io.synnefo.image.Images;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.kernel.Sort;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows images. */
@Path("image/v2/images")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {
  private static final int USUAL_LIMIT = 25;
  private static final URI COLLECTION = URI.create("/v2/images");
  private static final Set<String> NO_FILTERS =
      Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "name", "member_status");

  /** Filters whose words Glance knows; any other word is refused. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "visibility", Set.of("public", "private", "shared", "community", "all"),
          "member_status", Set.of("pending", "accepted", "rejected", "all"),
          "status",
              Set.of(
                  "queued",
                  "saving",
                  "active",
                  "killed",
                  "deleted",
                  "pending_delete",
                  "deactivated",
                  "importing",
                  "uploading"),
          "protected", Set.of("true", "false", "True", "False"),
          "os_hidden", Set.of("true", "false", "True", "False"));

  /** What is true of every image here; a filter that asks for anything else finds none. */
  private static final Map<String, Set<String>> OF_ALL =
      Map.of(
          "visibility", Set.of("public", "all"),
          "status", Set.of("active"),
          "protected", Set.of("false", "False"),
          "os_hidden", Set.of("false", "False"));

  @Inject Images images;

  /** One page, the newest first. */
  @GET
  public JsonObject list(@Context SecurityContext who, @Context UriInfo uri) {
    Query words = Query.of(uri);
    WORDS.forEach(words::only);
    List<Sort> sorts = words.sorts();
    Paging paging = Paging.of(uri, USUAL_LIMIT);
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    Optional<String> name = Optional.ofNullable(query.getFirst("name"));
    List<ImageView> page =
        paging.limit() > 0 && canMatch(query)
            ? images.list(
                Bearer.caller(who), new ImageQuery(name, paging.markerId(), paging.limit(), sorts))
            : List.of();
    JsonDoc document =
        JsonDoc.object()
            .put("images", JsonDoc.array(page.stream().map(ImageDocument::of)))
            .put("first", Paging.first(uri, COLLECTION))
            .put("schema", "/v2/schemas/images");
    if (paging.mayHaveMore(page.size())) {
      String last = page.get(page.size() - 1).id().toString();
      document.put("next", Paging.after(uri, COLLECTION, last));
    }
    return document.build();
  }

  /** One image. Clients try names here first and need a 404. */
  @GET
  @Path("{id}")
  public JsonObject show(@PathParam("id") String id, @Context SecurityContext who) {
    Caller caller = Bearer.caller(who);
    return Paging.uuid(id)
        .flatMap(uuid -> images.find(caller, uuid))
        .map(ImageDocument::of)
        .orElseThrow(() -> new Fault(FaultCode.ITEM_NOT_FOUND, "No image found with ID " + id));
  }

  private static boolean canMatch(MultivaluedMap<String, String> query) {
    return query.entrySet().stream()
        .filter(filter -> !NO_FILTERS.contains(filter.getKey()))
        .allMatch(
            filter ->
                OF_ALL.getOrDefault(filter.getKey(), Set.of()).containsAll(filter.getValue()));
  }
}
