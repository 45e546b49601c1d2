package io.synnefo.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.schema.PrivatePostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

/** The application starts while its PostgreSQL does not answer. */
class RestartingDatabaseTest {
  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch refusedTwice = new CountDownLatch(2);

  @Test
  void aDatabaseThatIsStartedAfterTheApplicationIsWaitedFor() throws InterruptedException {
    try (PrivatePostgres server = PrivatePostgres.start()) {
      String version = new SchemaMigration(server.dataSource()).migrate();
      server.stop();
      Thread operator =
          new Thread(
              () -> {
                if (isRefusedTwice()) {
                  server.startAgain();
                }
              });
      operator.start();
      assertEquals(version, new SchemaMigration(watched(server.dataSource())).migrate());
      operator.join();
      assertTrue(attempts.get() >= 3, () -> "attempts: " + attempts);
    }
  }

  @Test
  void aDatabaseThatDoesNotComeIsGivenUp() {
    try (PrivatePostgres server = PrivatePostgres.start()) {
      server.stop();
      DataSource gone = watched(server.dataSource());
      assertThrows(FlywayException.class, () -> new SchemaMigration(gone, 1).migrate());
      assertEquals(2, attempts.get());
      server.startAgain();
    }
  }

  private boolean isRefusedTwice() {
    try {
      return refusedTwice.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same, and who asks it for a connection is counted. */
  private DataSource watched(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                attempts.incrementAndGet();
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                refusedTwice.countDown();
                throw e.getTargetException();
              }
            });
  }
}
