package io.synnefo.console;

import io.synnefo.server.Admission;
import io.synnefo.settings.ConsoleSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets in so many who want a console, and no more. A machine whose VNC server does not answer keeps
 * each of them for a minute: they are not to take all places of those who wait for a cluster, nor
 * those of one project all places of the others.
 */
@ApplicationScoped
class ConsolePlaces {
  @Inject ConsoleSettings settings;
  @Inject Admission admission;
  private final AtomicInteger inside = new AtomicInteger();
  private final Map<String, Integer> ofProject = new ConcurrentHashMap<>();

  /**
   * What the work gives.
   *
   * @fault serviceUnavailable 503 at once when too many are inside, or half as many of this
   *     project; then nothing was done
   */
  <T> T admit(String project, Supplier<T> work) {
    int most = settings.maxWaiting();
    int its = ofProject.merge(project, 1, Integer::sum);
    try {
      if (inside.incrementAndGet() > most || its > (most + 1) / 2) {
        throw ConsoleFaults.tooManyWait();
      }
      return admission.admit(work);
    } finally {
      inside.decrementAndGet();
      ofProject.computeIfPresent(project, (p, n) -> n == 1 ? null : n - 1);
    }
  }
}
