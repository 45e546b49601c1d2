package io.synnefo.server;

import io.synnefo.settings.RapiSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets in so many requests that may have to wait for Ganeti, and no more: each of them holds a
 * thread of the server, and the others are for those who only read.
 */
@ApplicationScoped
public class Admission {
  @Inject RapiSettings settings;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * The work is done.
   *
   * <p>Faults: serviceUnavailable at once when too many are inside; then nothing was done.
   */
  void admit(Runnable work) {
    admit(
        () -> {
          work.run();
          return true;
        });
  }

  /** What the work gives; else as above. */
  public <T> T admit(Supplier<T> work) {
    try {
      if (inside.incrementAndGet() > settings.maxWaiting()) {
        throw ServerFaults.tooManyWait();
      }
      return work.get();
    } finally {
      inside.decrementAndGet();
    }
  }
}
