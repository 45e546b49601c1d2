package io.synnefo.admin;

import io.synnefo.figures.HandledEvents;
import io.synnefo.wire.text.PrometheusText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells the dispatcher's figures. */
@ApplicationScoped
public class ShowMetrics {
  /** What kind of text it is. */
  public static final String MEDIA_TYPE = PrometheusText.MEDIA_TYPE;

  @Inject Consumers consumers;
  @Inject HandledEvents handled;

  /**
   * This instance's figures since its deployment, as Prometheus reads them: of queues, never of
   * servers or projects. Nobody else is asked.
   */
  public String text() {
    PrometheusText out = new PrometheusText("synnefo_");
    consumers.write(out);
    handled.write(out);
    return out.text();
  }
}
