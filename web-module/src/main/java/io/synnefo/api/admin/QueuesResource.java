package io.synnefo.api.admin;

import io.synnefo.admin.InspectQueue;
import io.synnefo.admin.ListQueues;
import io.synnefo.admin.PurgeQueue;
import io.synnefo.admin.RetryDeadLetters;
import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.Fields;
import io.synnefo.api.http.JsonBody;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Query;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** The dispatcher's queues. */
@Path("admin/queues")
@RequestScoped
@AdminListener
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {
  private static final int LONGEST_ID = 255;

  @Inject ListQueues listQueues;
  @Inject InspectQueue inspectQueue;
  @Inject RetryDeadLetters retryDeadLetters;
  @Inject PurgeQueue purgeQueue;

  /** All queues of the configuration. */
  @GET
  @AdminOnly("admin:queues:list")
  public JsonObject list() {
    return JsonDoc.object().put("queues", listQueues.list()).build();
  }

  /** The first messages, which stay. */
  @GET
  @Path("{queue}/messages")
  @AdminOnly("admin:queues:inspect")
  public JsonObject inspect(@PathParam("queue") String queue, @Context UriInfo uri) {
    int limit = Query.of(uri).whole("limit").orElse(InspectQueue.USUAL_LIMIT);
    return JsonDoc.object().put("messages", inspectQueue.inspect(queue, limit)).build();
  }

  /**
   * Dead letters are handled again: {@code {"id": ...}} or {@code {"all": true}}; how many were,
   * and how many are left because the time did not suffice.
   */
  @POST
  @Path("{queue}/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @AdminOnly("admin:queues:retry")
  public JsonObject retry(@PathParam("queue") String queue, InputStream body) {
    Fields wanted = JsonBody.compute(body);
    wanted.only(Set.of("id", "all"));
    Optional<String> id = wanted.optionalText("id", 1, LONGEST_ID);
    boolean all = wanted.value("all") == JsonValue.TRUE;
    if (all == id.isPresent()) {
      throw new Fault(FaultCode.BAD_REQUEST, "The body must hold either 'id' or 'all': true.");
    }
    return retryDeadLetters.retry(queue, id);
  }

  /** The queue is empty. */
  @DELETE
  @Path("{queue}/messages")
  @AdminOnly("admin:queues:purge")
  public JsonObject purge(@PathParam("queue") String queue) {
    return JsonDoc.object().put("purged", purgeQueue.purge(queue)).build();
  }
}
