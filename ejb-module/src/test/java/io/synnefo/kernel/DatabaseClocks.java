package io.synnefo.kernel;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.function.Supplier;

/** Clocks of databases. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class DatabaseClocks {
  private DatabaseClocks() {}

  /** The real one, on that persistence context. */
  public static DatabaseClock of(EntityManager em) {
    DatabaseClock clock = new DatabaseClock();
    clock.em = em;
    return clock;
  }

  /** One that says what it is told. */
  public static DatabaseClock that(Supplier<Instant> says) {
    return new DatabaseClock() {
      @Override
      public Instant now() {
        return says.get();
      }
    };
  }
}
