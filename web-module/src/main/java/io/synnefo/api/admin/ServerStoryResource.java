package io.synnefo.api.admin;

import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.server.ExplainServer;
import io.synnefo.server.ServerStep;
import io.synnefo.server.ServerStory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why servers are as they are. */
@Path("admin/servers/{server}/story")
@RequestScoped
@AdminListener
@Produces(MediaType.APPLICATION_JSON)
public class ServerStoryResource {
  @Inject ExplainServer explainServer;

  /** The chain from request to state, of a server by its id or by its instance's name. */
  @GET
  @AdminOnly("admin:servers:explain")
  public JsonObject explain(@PathParam("server") String server) {
    ServerStory story = explainServer.explain(server);
    ServerStory.Now now = story.now();
    return JsonDoc.object()
        .put("instance", story.instance())
        .put("server", now == null ? JsonValue.NULL : document(now))
        .put("steps", JsonDoc.array(story.steps().stream().map(ServerStoryResource::document)))
        .build();
  }

  private static JsonObject document(ServerStory.Now now) {
    JsonDoc doc =
        JsonDoc.object()
            .put("id", now.id())
            .put("name", now.name())
            .put("project_id", now.projectId())
            .put("state", now.state())
            .put("task", now.task());
    return number(doc, "task_job_id", now.taskJobId())
        .put("due_at", text(now.dueAt()))
        .put("observed_at", text(now.observedAt()))
        .build();
  }

  private static JsonObject document(ServerStep step) {
    JsonDoc doc = JsonDoc.object().put("at", text(step.at())).put("request_id", step.requestId());
    return number(doc, "job_id", step.jobId())
        .put("op_code", step.opCode())
        .put("status", step.status())
        .put("event_id", step.eventId())
        .put("rule", step.rule())
        .put("from", step.from())
        .put("to", step.to())
        .put("detail", step.detail())
        .build();
  }

  private static JsonDoc number(JsonDoc doc, String key, @Nullable Long value) {
    return value == null ? doc.put(key, JsonValue.NULL) : doc.put(key, value);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
