package io.synnefo.api.admin;

import io.synnefo.admin.ShowMetrics;
import io.synnefo.api.http.AdminListener;
import io.synnefo.api.http.AdminOnly;
import io.synnefo.api.http.OpenAtOwnListener;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The dispatcher's figures, for Prometheus, which cannot log in to Identity. */
@Path("admin/metrics")
@RequestScoped
@AdminListener
public class MetricsResource {
  @Inject ShowMetrics showMetrics;

  /** Text in Prometheus' format, whatever the request accepts. */
  @GET
  @AdminOnly("admin:metrics:show")
  @OpenAtOwnListener
  public Response show() {
    return Response.ok(showMetrics.text(), ShowMetrics.MEDIA_TYPE).build();
  }
}
