package io.synnefo.bootstrap;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcConnectionPool;

/** A fresh H2 database with the product's schema, and one entity manager on it. */
public final class FrontDatabase implements AutoCloseable {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1", "sa", "");
  private final EntityManagerFactory factory;
  private final EntityManager em;

  /** The schema is in place. */
  public FrontDatabase() {
    new SchemaMigration(pool).migrate();
    factory =
        Persistence.createEntityManagerFactory(
            "front-test",
            Map.of(
                "jakarta.persistence.nonJtaDataSource", pool, "eclipselink.logging.level", "OFF"));
    em = factory.createEntityManager();
  }

  /** What stores are given in place of the container's. */
  public EntityManager em() {
    return em;
  }

  /** Does the work in one transaction; a failure rolls it back. */
  public <T> T inTransaction(Supplier<T> work) {
    em.getTransaction().begin();
    try {
      T result = work.get();
      em.getTransaction().commit();
      return result;
    } finally {
      if (em.getTransaction().isActive()) {
        em.getTransaction().rollback();
      }
      em.clear();
    }
  }

  /** As above, without a result. */
  public void run(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public void close() {
    em.close();
    factory.close();
    pool.dispose();
  }
}
