package io.synnefo.api.identity;

import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.Endpoints;
import io.synnefo.project.ListProjects;
import io.synnefo.project.ProjectView;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every project. */
@Path("identity/v3/projects")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProjectsResource {
  @Inject ListProjects projects;
  @Inject PublicUrlSettings publicUrl;

  /** All, or the one of that name. */
  @GET
  @AdminOnly("identity:list_projects")
  public JsonObject list(@QueryParam("name") @Nullable String name, @Context UriInfo uri) {
    List<ProjectView> found =
        projects.all().stream().filter(p -> name == null || p.name().equals(name)).toList();
    return ProjectDocuments.list(found, Endpoints.of(publicUrl, uri), "/projects");
  }
}
