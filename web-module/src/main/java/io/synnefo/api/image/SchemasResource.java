package io.synnefo.api.image;

import io.synnefo.api.http.JsonDoc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** JSON schemas of what this API shows. */
@Path("image/v2/schemas")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SchemasResource {
  /** An image. */
  @GET
  @Path("image")
  public JsonObject image() {
    return ImageSchema.document();
  }

  /** A page of images. */
  @GET
  @Path("images")
  public JsonObject images() {
    JsonDoc string = JsonDoc.object().put("type", "string");
    JsonObject text = string.build();
    JsonDoc list = JsonDoc.object().put("type", "array").put("items", ImageSchema.document());
    JsonDoc properties =
        JsonDoc.object()
            .put("images", list)
            .put("first", text)
            .put("next", text)
            .put("schema", text);
    JsonArray links =
        JsonDoc.array(
            JsonDoc.object().put("rel", "first").put("href", "{first}").build(),
            JsonDoc.object().put("rel", "next").put("href", "{next}").build(),
            JsonDoc.object().put("rel", "describedby").put("href", "{schema}").build());
    return JsonDoc.object()
        .put("name", "images")
        .put("properties", properties)
        .put("links", links)
        .build();
  }
}
