package io.synnefo.api.compute;

import io.synnefo.api.http.JsonDoc;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;

/** What old clients call extensions: only those whose routes or keys are really there. */
@Path("compute/v2.1/extensions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ExtensionsResource {
  private static final Map<String, String> NAMES_BY_ALIAS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("OS-DCF", "DiskConfig"),
              Map.entry("OS-EXT-AZ", "ExtendedAvailabilityZone"),
              Map.entry("OS-EXT-STS", "ExtendedStatus"),
              Map.entry("OS-SRV-USG", "ServerUsage"),
              Map.entry("image-size", "ImageSize"),
              Map.entry("os-availability-zone", "AvailabilityZone"),
              Map.entry("os-consoles", "Consoles"),
              Map.entry("os-flavor-extra-specs", "FlavorExtraSpecs"),
              Map.entry("os-keypairs", "Keypairs"),
              Map.entry("os-server-start-stop", "ServerStartStop"),
              Map.entry("os-used-limits", "UsedLimits")));

  /** All of them, by alias. */
  @GET
  public JsonObject list() {
    return JsonDoc.object()
        .put(
            "extensions",
            JsonDoc.array(NAMES_BY_ALIAS.keySet().stream().map(ExtensionsResource::document)))
        .build();
  }

  /** One of them. */
  @GET
  @Path("{alias}")
  public JsonObject show(@PathParam("alias") String alias) {
    if (!NAMES_BY_ALIAS.containsKey(alias)) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, "The resource could not be found.");
    }
    return JsonDoc.object().put("extension", document(alias)).build();
  }

  private static JsonObject document(String alias) {
    String name = NAMES_BY_ALIAS.getOrDefault(alias, alias);
    return JsonDoc.object()
        .put("name", name)
        .put("links", JsonValue.EMPTY_JSON_ARRAY)
        .put("namespace", "http://docs.openstack.org/compute/ext/fake_xml")
        .put("alias", alias)
        .put("updated", "2014-12-03T00:00:00Z")
        .put("description", name)
        .build();
  }
}
