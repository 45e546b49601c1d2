package io.synnefo.api.compute;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.Fields;
import io.synnefo.api.http.JsonBody;
import io.synnefo.api.http.Microversion;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.server.RebootServer;
import io.synnefo.server.RebootType;
import io.synnefo.server.StartServer;
import io.synnefo.server.StopServer;
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
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Does something to a server: the body's only key says what. */
@Path("compute/v2.1/servers/{id}/action")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ServerActionResource {
  @Inject StartServer start;
  @Inject StopServer stop;
  @Inject RebootServer reboot;
  @Inject ConsoleActions consoles;
  @Inject PublicUrlSettings publicUrl;

  /** The action is under way; or a console waits for its viewer. */
  @POST
  public Response act(
      @PathParam("id") String text,
      InputStream body,
      @Context HttpHeaders headers,
      @Context SecurityContext who,
      @Context UriInfo uri) {
    Fields action = JsonBody.compute(body);
    if (action.names().size() != 1) {
      throw new Fault(FaultCode.BAD_REQUEST, "The body must name exactly one action.");
    }
    UUID id = ServerIds.of(text);
    Caller caller = Bearer.caller(who);
    String name = action.names().iterator().next();
    if (ConsoleTypes.BY_ACTION.containsKey(name)) {
      requireUntil25(headers);
      return consoles.page(caller, id, action, Endpoints.of(publicUrl, uri));
    }
    if (name.equals("console")) {
      return consoles.direct(caller, id, action);
    }
    change(caller, id, name, action);
    return Response.accepted().build();
  }

  private void change(Caller caller, UUID id, String name, Fields action) {
    switch (name) {
      case "os-start" -> start.start(caller, id);
      case "os-stop" -> stop.stop(caller, id);
      case "reboot" -> reboot.reboot(caller, id, type(action.inner("reboot")));
      default -> throw new Fault(FaultCode.BAD_REQUEST, "There is no such action: " + name);
    }
  }

  /** From 2.6 on consoles are a resource. */
  private static void requireUntil25(HttpHeaders headers) {
    if (Microversion.of(headers).isAtLeast(6)) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, "The resource could not be found.");
    }
  }

  private static RebootType type(Fields reboot) {
    reboot.only(Set.of("type"));
    return switch (reboot.text("type", 1, 16).toUpperCase(Locale.ROOT)) {
      case "SOFT" -> RebootType.SOFT;
      case "HARD" -> RebootType.HARD;
      default -> throw reboot.wrong("type", "It must be SOFT or HARD");
    };
  }
}
