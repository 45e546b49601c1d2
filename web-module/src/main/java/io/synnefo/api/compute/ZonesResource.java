package io.synnefo.api.compute;

import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Availability zones: there is one, called as Nova calls its first. */
@Path("compute/v2.1/os-availability-zone")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ZonesResource {
  static final String ZONE = "nova";

  /** The zone. */
  @GET
  public JsonObject list() {
    return document(JsonValue.NULL);
  }

  /** The zone with its hosts: none are told, Ganeti's nodes are the operator's. */
  @GET
  @Path("detail")
  @AdminOnly("os_compute_api:os-availability-zone:detail")
  public JsonObject detail() {
    return document(JsonValue.EMPTY_JSON_OBJECT);
  }

  private static JsonObject document(JsonValue hosts) {
    JsonObject zone =
        JsonDoc.object()
            .put("zoneName", ZONE)
            .put("zoneState", JsonDoc.object().put("available", true))
            .put("hosts", hosts)
            .build();
    return JsonDoc.object().put("availabilityZoneInfo", JsonDoc.array(zone)).build();
  }
}
