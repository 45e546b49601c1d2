package io.synnefo.api.compute;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Paging;
import io.synnefo.api.http.Query;
import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.Flavors;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;

/** Shows flavors. */
@Path("compute/v2.1/flavors")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FlavorsResource {
  @Inject Flavors flavors;
  @Inject PublicUrlSettings publicUrl;

  /** Names and ids, the smallest first. */
  @GET
  public JsonObject list(@Context UriInfo uri) {
    return page(uri, "flavors", FlavorDocument::brief);
  }

  /** Everything about them, the smallest first. */
  @GET
  @Path("detail")
  public JsonObject detail(@Context UriInfo uri) {
    return page(uri, "flavors/detail", FlavorDocument::full);
  }

  /** One flavor. Clients try names here first and need a 404. */
  @GET
  @Path("{id}")
  public JsonObject show(@PathParam("id") String id, @Context UriInfo uri) {
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    return JsonDoc.object().put("flavor", FlavorDocument.full(find(id), endpoints)).build();
  }

  /** Flavors have no extra specifications. */
  @GET
  @Path("{id}/os-extra_specs")
  public JsonObject extraSpecs(@PathParam("id") String id) {
    find(id);
    return JsonDoc.object().put("extra_specs", JsonValue.EMPTY_JSON_OBJECT).build();
  }

  private Flavor find(String id) {
    return flavors
        .find(id)
        .orElseThrow(
            () -> new Fault(FaultCode.ITEM_NOT_FOUND, "Flavor " + id + " could not be found."));
  }

  private JsonObject page(
      UriInfo uri, String path, BiFunction<Flavor, Endpoints, JsonObject> shape) {
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    Query query = Query.of(uri);
    Paging paging = Paging.of(uri, Paging.MOST);
    int minRam = query.whole("minRam").orElse(0);
    int minDisk = query.whole("minDisk").orElse(0);
    List<Flavor> page =
        after(paging, flavors.list()).stream()
            .filter(f -> f.ramMib() >= minRam && f.diskGib() >= minDisk)
            .limit(paging.limit())
            .toList();
    JsonDoc document =
        JsonDoc.object()
            .put("flavors", JsonDoc.array(page.stream().map(f -> shape.apply(f, endpoints))));
    if (query.has("limit") && paging.mayHaveMore(page.size())) {
      URI collection = URI.create(endpoints.compute() + "/" + path);
      String last = page.get(page.size() - 1).id();
      document.put("flavors_links", Paging.nextLink(uri, collection, last));
    }
    return document.build();
  }

  private static List<Flavor> after(Paging paging, List<Flavor> all) {
    if (paging.marker().isEmpty()) {
      return all;
    }
    String marker = paging.marker().get();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(marker)) {
        return all.subList(i + 1, all.size());
      }
    }
    throw new Fault(FaultCode.BAD_REQUEST, "marker [" + marker + "] not found");
  }
}
