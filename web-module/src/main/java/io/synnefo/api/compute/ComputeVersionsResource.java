package io.synnefo.api.compute;

import io.synnefo.api.http.Anonymous;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Microversion;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Which versions of Compute there are. Clients choose their microversion by these documents. */
@Path("compute")
@RequestScoped
@Anonymous
@Produces(MediaType.APPLICATION_JSON)
public class ComputeVersionsResource {
  @Inject PublicUrlSettings publicUrl;

  /** All versions: there is one. */
  @GET
  public JsonObject versions(@Context UriInfo uri) {
    JsonObject version = version().put("links", JsonDoc.array(self(uri))).build();
    return JsonDoc.object().put("versions", JsonDoc.array(version)).build();
  }

  /** That version. */
  @GET
  @Path("v2.1")
  public JsonObject v21(@Context UriInfo uri) {
    JsonObject describedBy =
        JsonDoc.object()
            .put("rel", "describedby")
            .put("type", "text/html")
            .put("href", "http://docs.openstack.org/")
            .build();
    JsonArray media =
        JsonDoc.array(
            JsonDoc.object()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.compute+json;version=2.1")
                .build());
    JsonDoc version =
        version().put("links", JsonDoc.array(self(uri), describedBy)).put("media-types", media);
    return JsonDoc.object().put("version", version).build();
  }

  private static JsonDoc version() {
    return JsonDoc.object()
        .put("id", "v2.1")
        .put("status", "CURRENT")
        .put("version", Microversion.NEWEST.toString())
        .put("min_version", Microversion.OLDEST.toString())
        .put("updated", "2013-07-23T11:33:21Z");
  }

  private JsonObject self(UriInfo uri) {
    String href = Endpoints.of(publicUrl, uri).compute() + "/";
    return JsonDoc.object().put("rel", "self").put("href", href).build();
  }
}
