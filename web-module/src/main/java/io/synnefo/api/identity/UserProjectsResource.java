package io.synnefo.api.identity;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.ListProjects;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** A user's projects. */
@Path("identity/v3/users/{user}/projects")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserProjectsResource {
  @Inject ListProjects projects;
  @Inject PublicUrlSettings publicUrl;

  /** One's own, or anybody's as an administrator. */
  @GET
  public JsonObject list(
      @PathParam("user") String user, @Context SecurityContext who, @Context UriInfo uri) {
    Caller caller = Bearer.caller(who);
    if (!caller.isAdmin() && !caller.userId().equals(user)) {
      throw new Fault(
          FaultCode.FORBIDDEN,
          "You are not authorized to perform the requested action: identity:list_user_projects.");
    }
    return ProjectDocuments.list(
        projects.of(user), Endpoints.of(publicUrl, uri), "/users/" + caller.userId() + "/projects");
  }
}
