package io.synnefo.bootstrap;

import io.synnefo.dispatch.Handlers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
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
    seed.apply();
    sign.putUp(version);
  }

  @PreDestroy
  void stop() {
    sign.takeDown();
  }
}
