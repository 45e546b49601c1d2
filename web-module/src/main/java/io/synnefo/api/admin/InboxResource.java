package io.synnefo.api.admin;

import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.retention.SweepInbox;
import io.synnefo.server.HorizonView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far back events are known. */
@Path("admin/inbox")
@RequestScoped
@AdminListener
@Produces(MediaType.APPLICATION_JSON)
public class InboxResource {
  @Inject SweepInbox sweepInbox;

  /** Where the horizon is, and how its sweep goes. */
  @GET
  @AdminOnly("admin:inbox:show")
  public JsonObject show() {
    return document(sweepInbox.status());
  }

  /** The sweep has begun; the answer is as above, from right afterwards. */
  @POST
  @Path("sweep")
  @AdminOnly("admin:inbox:sweep")
  public JsonObject sweep() {
    sweepInbox.startNow();
    return document(sweepInbox.status());
  }

  private static JsonObject document(HorizonView view) {
    HorizonView.Sweep last = view.last();
    return JsonDoc.object()
        .put("horizon", text(view.horizon()))
        .put("held_by", view.heldBy())
        .put("oldest", text(view.oldest()))
        .put("under_way", view.underWay())
        .put("begun_at", text(last == null ? null : last.begunAt()))
        .put("ended_at", text(last == null ? null : last.endedAt()))
        .put("forgotten", last == null ? 0 : last.forgotten())
        .put("due_at", text(view.dueAt()))
        .build();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
