package io.synnefo.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the database to the schema this application was built for. */
class SchemaMigration {
  private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

  private final Flyway flyway;

  SchemaMigration(DataSource database) {
    this.flyway =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:db/migration")
            .failOnMissingLocations(true)
            .load();
  }

  /**
   * The schema is this application's; its version is returned. Flyway's lock in the database lets
   * one instance work while the others wait.
   *
   * @throws IllegalStateException when the schema is newer than the application
   * @throws org.flywaydb.core.api.FlywayException when a script fails or an applied one was edited
   */
  String migrate() {
    refuseNewerSchema();
    int applied = flyway.migrate().migrationsExecuted;
    refuseNewerSchema();
    String version =
        current()
            .map(MigrationVersion::getVersion)
            .orElseThrow(() -> new IllegalStateException("the application holds no migrations"));
    LOG.log(Level.INFO, "Schema version {0}, {1} migrations applied now.", version, applied);
    return version;
  }

  private void refuseNewerSchema() {
    Optional<MigrationVersion> current = current();
    Optional<MigrationVersion> ours = ours();
    if (current.isPresent() && (ours.isEmpty() || current.get().isNewerThan(ours.get()))) {
      String known = ours.map(MigrationVersion::getVersion).orElse("none");
      throw new IllegalStateException(
          "schema version "
              + current.get().getVersion()
              + " is newer than this application's "
              + known);
    }
  }

  private Optional<MigrationVersion> current() {
    return Optional.ofNullable(flyway.info().current()).map(MigrationInfo::getVersion);
  }

  private Optional<MigrationVersion> ours() {
    return Arrays.stream(flyway.info().all())
        .filter(info -> info.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo);
  }
}
