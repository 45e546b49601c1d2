package io.synnefo.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one place that reads the machine's time; everything else is given a {@link Clock}. */
@ApplicationScoped
public class Clocks {
  /** The machine's clock, in UTC. */
  @Produces
  public Clock system() {
    return Clock.systemUTC();
  }
}
