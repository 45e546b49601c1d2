package io.synnefo.api.admin;

import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.server.ExplainServer;
import io.synnefo.server.ServerStep;
import io.synnefo.server.ServerStory;
import io.synnefo.server.Shape;
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
import java.util.List;
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
        .put("shape", now == null ? JsonValue.NULL : document(story.shape()))
        .put("older", story.older())
        .put("steps", JsonDoc.array(story.steps().stream().map(ServerStoryResource::document)))
        .build();
  }

  private static JsonObject document(ServerStory.Now now) {
    JsonDoc doc =
        JsonDoc.object()
            .put("id", now.id())
            .put("name", now.name())
            .put("project_id", now.projectId())
            .put("flavor_id", now.flavorId())
            .put("state", now.state())
            .put("task", now.task());
    return number(doc, "task_job_id", now.taskJobId())
        .put("due_at", text(now.dueAt()))
        .put("observed_at", text(now.observedAt()))
        .build();
  }

  /** What the instance is made of; 0 vcpus before Ganeti was asked for it. */
  private static JsonObject document(Shape shape) {
    return JsonDoc.object()
        .put("vcpus", shape.size().vcpus())
        .put("ram_mib", shape.size().ramMib())
        .put("nics", JsonDoc.array(shape.nics().stream().map(ServerStoryResource::document)))
        .put(
            "disks",
            JsonDoc.array(
                shape.disks().stream()
                    .map(
                        disk ->
                            JsonDoc.object()
                                .put("size_mib", disk.sizeMib())
                                .put("name", disk.name())
                                .build())))
        .put("tags", JsonDoc.texts(List.copyOf(shape.tags())))
        .put("hvparams", JsonDoc.strings(shape.hypervisorParameters()))
        .build();
  }

  private static JsonObject document(Shape.Nic nic) {
    return JsonDoc.object()
        .put("mac", nic.mac())
        .put("ip", nic.ip())
        .put("mode", nic.mode())
        .put("link", nic.link())
        .put("network", nic.network())
        .put("name", nic.name())
        .build();
  }

  private static JsonObject document(ServerStep step) {
    JsonDoc doc =
        JsonDoc.object()
            .put("at", text(step.at()))
            .put("request_id", step.requestId())
            .put("user_id", step.userId())
            .put("project_id", step.projectId());
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
