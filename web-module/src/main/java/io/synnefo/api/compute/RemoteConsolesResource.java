package io.synnefo.api.compute;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonBody;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Microversion;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
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
import java.util.UUID;

/** Opens consoles, from 2.6 on. */
@Path("compute/v2.1/servers/{id}/remote-consoles")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RemoteConsolesResource {
  @Inject ConsoleActions consoles;
  @Inject PublicUrlSettings publicUrl;

  /** The address of a page that shows the console once. */
  @POST
  public Response create(
      @PathParam("id") String text,
      InputStream body,
      @Context HttpHeaders headers,
      @Context SecurityContext who,
      @Context UriInfo uri) {
    Microversion version = Microversion.of(headers);
    if (!version.isAtLeast(6)) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, "The resource could not be found.");
    }
    ConsoleTypes.Remote asked = ConsoleTypes.remote(JsonBody.compute(body), version.isAtLeast(8));
    UUID id = ServerIds.of(text);
    Caller caller = Bearer.caller(who);
    Endpoints endpoints = Endpoints.of(publicUrl, uri);
    JsonDoc document =
        JsonDoc.object()
            .put("protocol", asked.protocol())
            .put("type", asked.type())
            .put("url", consoles.url(caller, id, asked.kind(), endpoints));
    return ConsoleActions.secret(JsonDoc.object().put("remote_console", document).build());
  }
}
