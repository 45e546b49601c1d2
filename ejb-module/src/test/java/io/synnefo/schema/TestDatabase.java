package io.synnefo.schema;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database and its persistence unit, with transactions begun and ended by hand. */
public final class TestDatabase implements AutoCloseable {
  private final EntityManagerFactory factory;
  private final DataSource source;
  private final Runnable server;

  /** EclipseLink connects by itself: from a data source it would take a new one each time. */
  private TestDatabase(DataSource source, String url, String user, Runnable server) {
    this.source = source;
    this.server = server;
    Flyway.configure().dataSource(source).load().migrate();
    Map<String, Object> properties = new HashMap<>();
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.jtaDataSource", "");
    properties.put("jakarta.persistence.nonJtaDataSource", "");
    properties.put("jakarta.persistence.jdbc.url", url);
    properties.put("jakarta.persistence.jdbc.user", user);
    properties.put("jakarta.persistence.jdbc.password", "");
    properties.put("eclipselink.jdbc.connections.initial", "1");
    properties.put("eclipselink.jdbc.connections.min", "1");
    properties.put("eclipselink.target-server", "None");
    properties.put("eclipselink.weaving", "false");
    this.factory = Persistence.createEntityManagerFactory("synnefo", properties);
  }

  /** An empty H2 database in memory, in PostgreSQL's mode. */
  public static TestDatabase h2(String name) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:mem:"
            + name
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;"
            + "DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    return new TestDatabase(source, source.getURL(), "", () -> {});
  }

  /** An empty PostgreSQL of its own. */
  public static TestDatabase postgresql() {
    PrivatePostgres server = PrivatePostgres.start();
    PGSimpleDataSource source = server.dataSource();
    String user = Objects.requireNonNull(source.getUser());
    return new TestDatabase(source, source.getUrl(), user, server::close);
  }

  /** The database itself. */
  public DataSource source() {
    return source;
  }

  /** Runs that in one transaction: committed when it returns, rolled back when it throws. */
  public <T extends @Nullable Object> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager em = factory.createEntityManager()) {
      em.getTransaction().begin();
      try {
        T result = work.apply(em);
        em.getTransaction().commit();
        return result;
      } finally {
        if (em.getTransaction().isActive()) {
          em.getTransaction().rollback();
        }
      }
    }
  }

  @Override
  public void close() {
    factory.close();
    server.run();
  }
}
