package io.synnefo.api.identity;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.project.ListProjects;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** What the token's own user may reach. */
@Path("identity/v3/auth")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OwnAccessResource {
  @Inject ListProjects projects;
  @Inject PublicUrlSettings publicUrl;

  /** The projects for which the user can get a token. */
  @GET
  @Path("projects")
  public JsonObject projects(@Context SecurityContext who, @Context UriInfo uri) {
    return ProjectDocuments.list(
        projects.of(Bearer.caller(who).userId()), Endpoints.of(publicUrl, uri), "/auth/projects");
  }

  /** Where the services are. */
  @GET
  @Path("catalog")
  public JsonObject catalog(@Context UriInfo uri) {
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    JsonDoc links = JsonDoc.object().put("self", endpoints.identity() + "/auth/catalog");
    return JsonDoc.object().put("catalog", Catalog.of(endpoints)).put("links", links).build();
  }
}
