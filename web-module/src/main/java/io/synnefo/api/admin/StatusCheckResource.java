package io.synnefo.api.admin;

import io.synnefo.admin.CheckStatus;
import io.synnefo.admin.Hop;
import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.api.http.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Whether a question comes through each cluster, its daemon, the broker and the dispatcher. */
@Path("admin/status-check")
@RequestScoped
@AdminListener
@Produces(MediaType.APPLICATION_JSON)
public class StatusCheckResource {
  @Inject CheckStatus checkStatus;

  /** Each link; {@code ?timeout=SECONDS} is how long answers are waited for. */
  @POST
  @AdminOnly("admin:status:check")
  public JsonObject check(@Context UriInfo uri) {
    int seconds = Query.of(uri).whole("timeout").orElse(CheckStatus.USUAL_SECONDS);
    List<Hop> hops = checkStatus.check(seconds);
    return JsonDoc.object()
        .put("ok", hops.stream().allMatch(hop -> hop.state() == Hop.State.OK))
        .put("hops", JsonDoc.array(hops.stream().map(StatusCheckResource::document)))
        .build();
  }

  private static JsonObject document(Hop hop) {
    Duration took = hop.took();
    JsonDoc doc =
        JsonDoc.object()
            .put("backend", hop.backend())
            .put("hop", hop.link().name().toLowerCase(Locale.ROOT))
            .put("state", hop.state().name().toLowerCase(Locale.ROOT));
    return (took == null
            ? doc.put("micros", JsonValue.NULL)
            : doc.put("micros", took.toNanos() / 1000))
        .put("detail", hop.detail())
        .build();
  }
}
