package io.synnefo.api.identity;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Which versions of Identity there are. */
@Path("identity")
@RequestScoped
@Anonymous
@Produces(MediaType.APPLICATION_JSON)
public class IdentityVersionsResource {
  @Inject PublicUrlSettings publicUrl;

  /** All versions: there is one. */
  @GET
  public Response versions(@Context UriInfo uri) {
    JsonObject version = version(uri);
    JsonDoc values = JsonDoc.object().put("values", JsonDoc.array(version));
    return Response.status(Response.Status.MULTIPLE_CHOICES)
        .header(HttpHeaders.LOCATION, Endpoints.of(publicUrl, uri).identity() + "/")
        .entity(JsonDoc.object().put("versions", values).build())
        .build();
  }

  /** That version. */
  @GET
  @Path("v3")
  public JsonObject v3(@Context UriInfo uri) {
    return JsonDoc.object().put("version", version(uri)).build();
  }

  private JsonObject version(UriInfo uri) {
    String self = Endpoints.of(publicUrl, uri).identity() + "/";
    JsonObject media =
        JsonDoc.object()
            .put("base", "application/json")
            .put("type", "application/vnd.openstack.identity-v3+json")
            .build();
    return JsonDoc.object()
        .put("id", "v3.14")
        .put("status", "stable")
        .put("updated", "2020-04-07T00:00:00Z")
        .put("links", JsonDoc.array(JsonDoc.object().put("rel", "self").put("href", self).build()))
        .put("media-types", JsonDoc.array(media))
        .build();
  }
}
