package io.synnefo.api.http;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import jakarta.servlet.Filter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;

/** H2 with the product's schema; each request has its own entity manager and transaction. */
final class WebDatabase implements AutoCloseable {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1", "sa", "");
  private final EntityManagerFactory factory;
  private static final ThreadLocal<EntityManager> CURRENT = new ThreadLocal<>();

  WebDatabase() {
    Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
    factory =
        Persistence.createEntityManagerFactory(
            "front-test",
            Map.of(
                "jakarta.persistence.nonJtaDataSource", pool, "eclipselink.logging.level", "OFF"));
  }

  /** The entity manager of the request in progress on this thread. */
  EntityManager em() {
    return (EntityManager)
        Proxy.newProxyInstance(
            WebDatabase.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(CURRENT.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** One transaction around each request. */
  Filter filter() {
    return (request, response, chain) -> {
      begin();
      try {
        chain.doFilter(request, response);
      } finally {
        end();
      }
    };
  }

  void run(Runnable work) {
    begin();
    try {
      work.run();
    } finally {
      end();
    }
  }

  private void begin() {
    CURRENT.set(factory.createEntityManager());
    CURRENT.get().getTransaction().begin();
  }

  private void end() {
    EntityTransaction transaction = CURRENT.get().getTransaction();
    if (transaction.getRollbackOnly()) {
      transaction.rollback();
    } else {
      transaction.commit();
    }
    CURRENT.get().close();
    CURRENT.remove();
  }

  @Override
  public void close() {
    factory.close();
    pool.dispose();
  }
}
