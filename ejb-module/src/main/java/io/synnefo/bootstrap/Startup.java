package io.synnefo.bootstrap;

import io.synnefo.dispatch.Handlers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import javax.sql.DataSource;

/**
 * Handlers, schema, then seed, then the sign that work may begin. An exception stops the deployment
 * with its message. Flyway commits by itself: no transaction of the container may be around it.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {
  private static final Logger LOG = System.getLogger(Startup.class.getName());

  @Resource(lookup = "java:jboss/datasources/SynnefoDS")
  DataSource database;

  @PersistenceUnit(unitName = "synnefo")
  EntityManagerFactory factory;

  @Inject Seed seed;
  @Inject Handlers handlers;
  private final ReadySign sign = new ReadySign();

  @PostConstruct
  void start() {
    if (!ZoneId.systemDefault().getRules().isFixedOffset()) {
      // JDBC reads a TIMESTAMP in the JVM's zone: the hour that summer time skips does not exist.
      LOG.log(Level.WARNING, "The JVM's time zone has summer time: set -Duser.timezone=UTC.");
    }
    handlers.find();
    String version = new SchemaMigration(database).migrate();
    loginOutsideOfTransactions();
    seed.apply();
    sign.putUp(version);
  }

  /**
   * At its first use EclipseLink counts MBeans. WildFly's are its resources, executions of batch
   * jobs among them, for which JBeret asks its database: a second one, which in a transaction of
   * ours would have that rolled back.
   */
  private void loginOutsideOfTransactions() {
    factory.createEntityManager().close();
  }

  @PreDestroy
  void stop() {
    sign.takeDown();
  }
}
