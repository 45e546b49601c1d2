package io.synnefo.api.admin;

import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.backend.BackendFacts;
import io.synnefo.backend.BackendView;
import io.synnefo.backend.Capacity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The clusters. */
@Path("admin/backends")
@RequestScoped
@AdminListener
@Produces(MediaType.APPLICATION_JSON)
public class BackendsResource {
  @Inject BackendFacts facts;

  /** All of them, with what each told of itself when it was last asked. */
  @GET
  @AdminOnly("admin:backends:list")
  public JsonObject list() {
    return JsonDoc.object()
        .put("backends", JsonDoc.array(facts.list().stream().map(BackendsResource::document)))
        .build();
  }

  private static JsonObject document(BackendView view) {
    JsonDoc doc =
        JsonDoc.object()
            .put("name", view.backend().name())
            .put("status", view.backend().status().name().toLowerCase(Locale.ROOT))
            .put("hypervisor", view.backend().hypervisor())
            .put("disk_template", view.backend().diskTemplate())
            .put("told_at", text(view.toldAt()))
            .put("problem", view.problem());
    BackendView.Cluster cluster = view.cluster();
    if (cluster != null) {
      doc.put("cluster", cluster.name())
          .put("uuid", cluster.uuid())
          .put("version", cluster.softwareVersion())
          .put("master", cluster.master())
          .put("disk_templates", JsonDoc.texts(cluster.diskTemplates()))
          .put("hypervisors", JsonDoc.texts(cluster.hypervisors()));
    }
    Capacity capacity = view.capacity();
    return (capacity == null ? doc : with(capacity, doc)).build();
  }

  private static JsonDoc with(Capacity capacity, JsonDoc doc) {
    return doc.put("nodes", capacity.nodes())
        .put("nodes_in_use", capacity.nodesInUse())
        .put("vcpus", capacity.vcpus())
        .put("memory_total_mib", capacity.memoryTotalMib())
        .put("memory_free_mib", capacity.memoryFreeMib())
        .put("disk_total_mib", capacity.diskTotalMib())
        .put("disk_free_mib", capacity.diskFreeMib())
        .put("instances", capacity.instances());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
