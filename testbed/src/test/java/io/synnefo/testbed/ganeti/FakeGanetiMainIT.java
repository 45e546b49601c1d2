package io.synnefo.testbed.ganeti;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.RapiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeGanetiMainIT {
  @TempDir Path directory;

  @Test
  void asAProcessItKeepsItsStateOverARestart() throws Exception {
    GanetiEnv first = runOnce("snf-1", false);
    GanetiEnv second = runOnce("snf-1", true);
    assertEquals(first, second);
  }

  @Test
  void asAProcessItsRapiHangsWhileAFileBesideItIsThere() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader()) {
      out.readLine();
      Path hanging = directory.resolve(FakeGanetiMain.HANGING);
      GanetiEnv env = GanetiEnv.read(directory.resolve("env"));
      try (HttpRapiClient client = new HttpRapiClient(env.access(Duration.ofSeconds(2)))) {
        Files.createFile(directory.resolve(FakeGanetiMain.HANG));
        await().until(() -> Files.exists(hanging));
        assertThrows(RapiException.class, client::info);
        Files.delete(hanging);
        await().ignoreExceptions().until(() -> client.info() != null);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private GanetiEnv runOnce(String instance, boolean known) throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      Path envFile = directory.resolve("env");
      GanetiEnv env = GanetiEnv.read(envFile);
      assertTrue(line != null && line.contains(env.rapi().toString()), line);
      assertFalse(line.contains(env.password()));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(envFile)));
      try (HttpRapiClient client = new HttpRapiClient(env.access(RapiClientContract.TIMEOUT))) {
        assertEquals(known, client.instance(instance).isPresent());
        if (!known) {
          long job = client.createInstance(RapiClientContract.request(instance), "main");
          RapiClientContract.assertSuccess(RapiClientContract.ended(client, job));
        }
      }
      process.destroy();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), "does not end on SIGTERM");
      return env;
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FakeGanetiMain.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
