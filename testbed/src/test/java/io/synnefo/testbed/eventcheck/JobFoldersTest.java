package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobFoldersTest {
  private static final int LOOKS = 300;
  private static final String JOB =
      """
      {"id":7,"received_timestamp":[1,0],
       "ops":[{"status":"queued","input":{"OP_ID":"OP_INSTANCE_STARTUP"}}]}
      """;

  @TempDir private Path queue;

  @Test
  void temporaryFilesMayComeAndGoMeanwhile() throws Exception {
    Files.writeString(queue.resolve("job-7"), JOB);
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(stop));
    try {
      for (int look = 0; look < LOOKS; look++) {
        assertEquals(1, new JobFolders(List.of(queue)).count());
      }
    } finally {
      stop.set(true);
    }
    writer.get();
  }

  /** As Ganeti does with each change of a job. */
  private void write(AtomicBoolean stop) {
    try {
      for (int number = 0; !stop.get(); number++) {
        Path fresh = queue.resolve("job-7" + number % 100 + ".new");
        Files.writeString(fresh, JOB);
        Files.delete(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
