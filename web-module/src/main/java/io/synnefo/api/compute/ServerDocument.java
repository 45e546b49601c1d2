package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.server.ServerFault;
import io.synnefo.server.ServerState;
import io.synnefo.server.ServerTask;
import io.synnefo.server.ServerView;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * A server in Nova's shape at 2.1, key by key: one more or one less breaks clients that validate.
 */
final class ServerDocument {
  private static final Set<ServerState> WITH_PROGRESS =
      EnumSet.of(ServerState.BUILD, ServerState.STARTED, ServerState.RESIZE, ServerState.DESTROYED);
  private static final Set<ServerState> WITH_FAULT =
      EnumSet.of(ServerState.ERROR, ServerState.DESTROYED);

  private ServerDocument() {}

  static JsonObject brief(ServerView server, Endpoints endpoints) {
    String id = server.id().toString();
    return JsonDoc.object()
        .put("id", id)
        .put("name", server.name())
        .put("links", Links.of(endpoints, "servers", id))
        .build();
  }

  static JsonObject full(ServerView server, Endpoints endpoints) {
    JsonDoc document = JsonDoc.object();
    putIdentity(document, server, endpoints);
    putDetails(document, server);
    putStatus(document, server);
    return document.build();
  }

  /** What a creation is answered with; the only time the password is shown. */
  static JsonObject created(UUID id, String adminPass, Endpoints endpoints) {
    return JsonDoc.object()
        .put("id", id.toString())
        .put("links", Links.of(endpoints, "servers", id.toString()))
        .put("OS-DCF:diskConfig", "MANUAL")
        .put("security_groups", securityGroups())
        .put("adminPass", adminPass)
        .build();
  }

  private static void putIdentity(JsonDoc document, ServerView server, Endpoints endpoints) {
    String id = server.id().toString();
    String host = server.hostId();
    document
        .put("id", id)
        .put("name", server.name())
        .put("status", server.state().apiName(server.task()))
        .put("tenant_id", server.projectId())
        .put("user_id", server.userId())
        .put("metadata", JsonDoc.strings(server.metadata()))
        .put("hostId", host == null ? "" : host)
        .put("image", Links.mention(endpoints, "images", server.imageId().toString()))
        .put("flavor", Links.mention(endpoints, "flavors", server.flavorId()))
        .put("created", seconds(server.createdAt()))
        .put("updated", seconds(server.updatedAt()))
        .put("links", Links.of(endpoints, "servers", id));
  }

  private static void putDetails(JsonDoc document, ServerView server) {
    document
        .put("addresses", Addresses.of(server.nics()))
        .put("accessIPv4", "")
        .put("accessIPv6", "")
        .put("OS-DCF:diskConfig", "MANUAL")
        .put("OS-EXT-AZ:availability_zone", ZonesResource.ZONE)
        .put("config_drive", "")
        .put("key_name", JsonValue.NULL)
        .put("OS-SRV-USG:launched_at", JsonValue.NULL)
        .put("OS-SRV-USG:terminated_at", JsonValue.NULL)
        .put("os-extended-volumes:volumes_attached", JsonValue.EMPTY_JSON_ARRAY);
    if (server.state() != ServerState.BUILD) {
      document.put("security_groups", securityGroups());
    }
  }

  private static void putStatus(JsonDoc document, ServerView server) {
    ServerTask task = server.task();
    document
        .put("OS-EXT-STS:task_state", task == null ? null : task.taskState())
        .put("OS-EXT-STS:vm_state", server.state().vmState())
        .put("OS-EXT-STS:power_state", server.state().powerState());
    if (WITH_PROGRESS.contains(server.state())) {
      document.put("progress", server.progress());
    }
    ServerFault fault = server.fault();
    if (fault != null && WITH_FAULT.contains(server.state())) {
      document.put(
          "fault",
          JsonDoc.object()
              .put("code", fault.code())
              .put("created", seconds(fault.at()))
              .put("message", fault.message()));
    }
  }

  private static JsonArray securityGroups() {
    return JsonDoc.array(JsonDoc.object().put("name", "default").build());
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
