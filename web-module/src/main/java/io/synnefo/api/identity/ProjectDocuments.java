package io.synnefo.api.identity;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.project.ProjectView;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** Projects in Keystone's shape. */
final class ProjectDocuments {
  private ProjectDocuments() {}

  static JsonObject list(List<ProjectView> projects, Endpoints endpoints, String path) {
    JsonDoc links = JsonDoc.object().put("next", JsonValue.NULL);
    links.put("self", endpoints.identity() + path).put("previous", JsonValue.NULL);
    return JsonDoc.object()
        .put("projects", JsonDoc.array(projects.stream().map(p -> project(p, endpoints))))
        .put("links", links)
        .build();
  }

  private static JsonObject project(ProjectView project, Endpoints endpoints) {
    String self = endpoints.identity() + "/projects/" + project.id();
    return JsonDoc.object()
        .put("id", project.id())
        .put("name", project.name())
        .put("domain_id", Domain.ID)
        .put("description", "")
        .put("enabled", true)
        .put("parent_id", Domain.ID)
        .put("is_domain", false)
        .put("tags", JsonValue.EMPTY_JSON_ARRAY)
        .put("options", JsonValue.EMPTY_JSON_OBJECT)
        .put("links", JsonDoc.object().put("self", self))
        .build();
  }
}
