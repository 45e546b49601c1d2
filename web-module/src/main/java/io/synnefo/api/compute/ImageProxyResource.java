package io.synnefo.api.compute;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Paging;
import io.synnefo.api.http.Query;
import io.synnefo.image.ImageQuery;
import io.synnefo.image.ImageView;
import io.synnefo.image.Images;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;

/** Images as Compute shows them: libraries older than the Image API still look here. */
@Path("compute/v2.1/images")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImageProxyResource {
  @Inject Images images;
  @Inject PublicUrlSettings publicUrl;

  /** Names and ids, the newest first. */
  @GET
  public JsonObject list(@Context SecurityContext who, @Context UriInfo uri) {
    return page(Bearer.caller(who), uri, "images", ImageProxyResource::brief);
  }

  /** Everything about them, the newest first. */
  @GET
  @Path("detail")
  public JsonObject detail(@Context SecurityContext who, @Context UriInfo uri) {
    return page(Bearer.caller(who), uri, "images/detail", ImageProxyResource::full);
  }

  /** One image. */
  @GET
  @Path("{id}")
  public JsonObject show(
      @PathParam("id") String id, @Context SecurityContext who, @Context UriInfo uri) {
    Caller caller = Bearer.caller(who);
    return Paging.uuid(id)
        .flatMap(uuid -> images.find(caller, uuid))
        .map(image -> full(image, Endpoints.of(publicUrl, uri)))
        .map(image -> JsonDoc.object().put("image", image).build())
        .orElseThrow(() -> new Fault(FaultCode.ITEM_NOT_FOUND, "Image not found."));
  }

  private JsonObject page(
      Caller caller, UriInfo uri, String path, BiFunction<ImageView, Endpoints, JsonObject> shape) {
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    Query query = Query.of(uri);
    Paging paging = Paging.of(uri, Paging.MOST);
    ImageQuery wanted = new ImageQuery(query.text("name"), paging.markerId(), paging.limit());
    boolean none = paging.limit() == 0 || query.text("status").filter(s -> !is(s)).isPresent();
    List<ImageView> page = none ? List.of() : images.list(caller, wanted);
    JsonDoc document =
        JsonDoc.object()
            .put("images", JsonDoc.array(page.stream().map(i -> shape.apply(i, endpoints))));
    if (query.has("limit") && paging.mayHaveMore(page.size())) {
      URI collection = URI.create(endpoints.compute() + "/" + path);
      String last = page.get(page.size() - 1).id().toString();
      document.put("images_links", Paging.nextLink(uri, collection, last));
    }
    return document.build();
  }

  /** Whether this is the status that every image has. */
  private static boolean is(String status) {
    return status.equalsIgnoreCase("ACTIVE");
  }

  private static JsonObject brief(ImageView image, Endpoints endpoints) {
    return JsonDoc.object()
        .put("id", image.id().toString())
        .put("name", image.name())
        .put("links", links(image, endpoints))
        .build();
  }

  private static JsonObject full(ImageView image, Endpoints endpoints) {
    return JsonDoc.object()
        .put("id", image.id().toString())
        .put("name", image.name())
        .put("minRam", image.needs().ramMib())
        .put("minDisk", image.needs().diskGib())
        .put("metadata", JsonValue.EMPTY_JSON_OBJECT)
        .put("created", image.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("updated", image.updatedAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("status", "ACTIVE")
        .put("progress", 100)
        .put("OS-EXT-IMG-SIZE:size", image.format().sizeBytes())
        .put("links", links(image, endpoints))
        .build();
  }

  private static JsonValue links(ImageView image, Endpoints endpoints) {
    String id = image.id().toString();
    JsonObject alternate =
        JsonDoc.object()
            .put("rel", "alternate")
            .put("type", "application/vnd.openstack.image")
            .put("href", endpoints.image() + "/images/" + id)
            .build();
    return JsonDoc.array(
        Links.self(endpoints, "images", id), Links.bookmark(endpoints, "images", id), alternate);
  }
}
