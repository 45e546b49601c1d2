package io.synnefo.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the database to the schema this application was built for. */
class SchemaMigration {
  private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

  /**
   * With the waits between them some 45 s, during which PostgreSQL may restart. Should each attempt
   * meet a host that is gone, too, it is still less than the server waits for a deployment.
   */
  private static final int RETRIES = 10;

  /** The waits are 1, 2 and 4 s, and then as long as this. */
  private static final int LONGEST_WAIT_SECONDS = 5;

  private final Flyway flyway;

  SchemaMigration(DataSource database) {
    this(database, RETRIES);
  }

  /**
   * For that database.
   *
   * @param retries how often it is asked for a connection again when there is none
   */
  SchemaMigration(DataSource database, int retries) {
    this.flyway =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(database)
            .connectRetries(retries)
            .connectRetriesInterval(LONGEST_WAIT_SECONDS)
            .locations("classpath:db/migration")
            .failOnMissingLocations(true)
            .load();
  }

  /**
   * The schema is this application's; its version is returned. Flyway's lock in the database lets
   * one instance work while the others wait. A database that restarts meanwhile is waited for.
   *
   * @throws IllegalStateException when the schema is newer than the application
   * @throws org.flywaydb.core.api.FlywayException when a script fails or an applied one was edited,
   *     or when the database could not be connected to for too long
   */
  String migrate() {
    MigrationInfoService before = flyway.info();
    refuseNewerSchema(before);
    if (isWhole(before)) {
      // every look of Flyway at the database costs a start: this one was enough
      LOG.log(Level.INFO, "Schema version {0}, nothing to migrate.", versionOf(before));
      return versionOf(before);
    }
    int applied = flyway.migrate().migrationsExecuted;
    MigrationInfoService after = flyway.info();
    refuseNewerSchema(after);
    LOG.log(Level.INFO, "Schema version {0}, {1} migrations applied.", versionOf(after), applied);
    return versionOf(after);
  }

  /** Every script was applied as it is, and no other; whatever else there is, Flyway judges. */
  private static boolean isWhole(MigrationInfoService info) {
    return info.current() != null
        && Arrays.stream(info.all())
            .allMatch(
                script ->
                    script.getState() == MigrationState.SUCCESS && script.isChecksumMatching());
  }

  private static String versionOf(MigrationInfoService info) {
    return current(info)
        .map(MigrationVersion::getVersion)
        .orElseThrow(() -> new IllegalStateException("the application holds no migrations"));
  }

  private static void refuseNewerSchema(MigrationInfoService info) {
    Optional<MigrationVersion> current = current(info);
    Optional<MigrationVersion> ours = ours(info);
    if (current.isPresent() && (ours.isEmpty() || current.get().isNewerThan(ours.get()))) {
      String known = ours.map(MigrationVersion::getVersion).orElse("none");
      throw new IllegalStateException(
          "schema version "
              + current.get().getVersion()
              + " is newer than this application's "
              + known);
    }
  }

  private static Optional<MigrationVersion> current(MigrationInfoService info) {
    return Optional.ofNullable(info.current()).map(MigrationInfo::getVersion);
  }

  private static Optional<MigrationVersion> ours(MigrationInfoService info) {
    return Arrays.stream(info.all())
        .filter(script -> script.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo);
  }
}
