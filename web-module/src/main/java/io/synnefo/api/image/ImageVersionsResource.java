package io.synnefo.api.image;

import io.synnefo.api.http.Anonymous;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Stream;

/** Which versions of Image there are. */
@Path("image")
@RequestScoped
@Anonymous
@Produces(MediaType.APPLICATION_JSON)
public class ImageVersionsResource {
  @Inject PublicUrlSettings publicUrl;

  /** All of them, with a status that says "choose". */
  @GET
  public Response choices(@Context UriInfo uri) {
    return Response.status(Response.Status.MULTIPLE_CHOICES).entity(list(uri)).build();
  }

  /** All of them. */
  @GET
  @Path("versions")
  public JsonObject list(@Context UriInfo uri) {
    String self = Endpoints.of(publicUrl, uri).image() + "/v2/";
    // later minor versions promise stores, imports and caches, which are not there
    return JsonDoc.object()
        .put(
            "versions",
            JsonDoc.array(
                Stream.concat(
                    Stream.of(version("v2.2", "CURRENT", self)),
                    Stream.of("v2.1", "v2.0").map(id -> version(id, "SUPPORTED", self)))))
        .build();
  }

  private static JsonObject version(String id, String status, String self) {
    JsonObject link = JsonDoc.object().put("rel", "self").put("href", self).build();
    return JsonDoc.object()
        .put("id", id)
        .put("status", status)
        .put("links", JsonDoc.array(link))
        .build();
  }
}
