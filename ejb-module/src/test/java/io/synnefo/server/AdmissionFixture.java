package io.synnefo.server;

import io.synnefo.settings.RapiSettings;
import java.time.Duration;

/** Places as the container would wire them. */
public final class AdmissionFixture {
  private AdmissionFixture() {}

  /** That many places. */
  public static Admission of(int places) {
    Admission admission = new Admission();
    admission.settings = new RapiSettings(Duration.ofSeconds(1), 4, places);
    return admission;
  }
}
