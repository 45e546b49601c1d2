package io.synnefo.api.compute;

import io.synnefo.api.http.JsonDoc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Keypairs: nobody has any yet, but libraries list them before they create a server. */
@Path("compute/v2.1/os-keypairs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class KeypairsResource {
  /** None. */
  @GET
  public JsonObject list() {
    return JsonDoc.object().put("keypairs", JsonValue.EMPTY_JSON_ARRAY).build();
  }
}
