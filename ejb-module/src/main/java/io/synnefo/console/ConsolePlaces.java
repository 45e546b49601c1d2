package io.synnefo.console;

import io.synnefo.server.Admission;
import io.synnefo.settings.ConsoleSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets in so many who want a console, and no more. A machine whose VNC server does not answer keeps
 * each of them for a minute: they are not to take all places of those who wait for a cluster.
 */
@ApplicationScoped
class ConsolePlaces {
  @Inject ConsoleSettings settings;
  @Inject Admission admission;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * What the work gives.
   *
   * @fault serviceUnavailable 503 at once when too many are inside; then nothing was done
   */
  <T> T admit(Supplier<T> work) {
    try {
      if (inside.incrementAndGet() > settings.maxWaiting()) {
        throw ConsoleFaults.tooManyWait();
      }
      return admission.admit(work);
    } finally {
      inside.decrementAndGet();
    }
  }
}
