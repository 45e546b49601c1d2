package io.synnefo.api.compute;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.Fields;
import io.synnefo.api.http.JsonBody;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Paging;
import io.synnefo.api.http.Query;
import io.synnefo.kernel.Caller;
import io.synnefo.server.CreateServer;
import io.synnefo.server.DestroyServer;
import io.synnefo.server.RenameServer;
import io.synnefo.server.ServerView;
import io.synnefo.server.ServerViews;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Creates, shows, renames and destroys servers. */
@Path("compute/v2.1/servers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ServersResource {
  @Inject ServerViews views;
  @Inject CreateServer create;
  @Inject RenameServer rename;
  @Inject DestroyServer destroy;
  @Inject PublicUrlSettings publicUrl;

  /** Names and ids, the newest first. */
  @GET
  public JsonObject list(@Context SecurityContext who, @Context UriInfo uri) {
    return page(Bearer.caller(who), uri, "servers", ServerDocument::brief);
  }

  /** Everything about them, the newest first. */
  @GET
  @Path("detail")
  public JsonObject detail(@Context SecurityContext who, @Context UriInfo uri) {
    return page(Bearer.caller(who), uri, "servers/detail", ServerDocument::full);
  }

  /** A new server; it is being built when this is answered. */
  @POST
  public Response create(InputStream body, @Context SecurityContext who, @Context UriInfo uri) {
    CreateServer.Command command = CreateRequest.read(JsonBody.compute(body));
    CreateServer.Created made = create.create(Bearer.caller(who), command);
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    JsonObject server = ServerDocument.created(made.id(), made.adminPass(), endpoints);
    return Response.accepted(JsonDoc.object().put("server", server).build())
        .header(HttpHeaders.LOCATION, endpoints.compute() + "/servers/" + made.id())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** One server. Clients try names here first and need a 404. */
  @GET
  @Path("{id}")
  public JsonObject show(
      @PathParam("id") String id, @Context SecurityContext who, @Context UriInfo uri) {
    return shown(Bearer.caller(who), ServerIds.of(id), uri);
  }

  /** The server has another name. */
  @PUT
  @Path("{id}")
  public JsonObject update(
      @PathParam("id") String id,
      InputStream body,
      @Context SecurityContext who,
      @Context UriInfo uri) {
    Fields server = JsonBody.compute(body).inner("server");
    String name = CreateRequest.name(server);
    rename.rename(Bearer.caller(who), ServerIds.of(id), name);
    return shown(Bearer.caller(who), ServerIds.of(id), uri);
  }

  /** The server is being destroyed. */
  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id, @Context SecurityContext who) {
    destroy.destroy(Bearer.caller(who), ServerIds.of(id));
    return Response.noContent().build();
  }

  private JsonObject shown(Caller caller, UUID id, UriInfo uri) {
    JsonObject server = ServerDocument.full(views.get(caller, id), Endpoints.of(publicUrl, uri));
    return JsonDoc.object().put("server", server).build();
  }

  private JsonObject page(
      Caller caller,
      UriInfo uri,
      String path,
      BiFunction<ServerView, Endpoints, JsonObject> shape) {
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    Query query = Query.of(uri);
    Paging paging = Paging.of(uri, Paging.MOST);
    List<ServerView> page =
        ServerListRequest.read(query, paging, caller)
            .map(wanted -> views.list(caller, wanted))
            .orElse(List.of());
    JsonDoc document =
        JsonDoc.object()
            .put("servers", JsonDoc.array(page.stream().map(s -> shape.apply(s, endpoints))));
    if (paging.mayHaveMore(page.size())) {
      URI collection = URI.create(endpoints.compute() + "/" + path);
      String last = page.get(page.size() - 1).id().toString();
      document.put("servers_links", Paging.nextLink(uri, collection, last));
    }
    return document.build();
  }
}
