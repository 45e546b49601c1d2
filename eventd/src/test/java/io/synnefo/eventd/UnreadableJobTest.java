package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queued job's file is Ganeti's own until its process first writes it. */
@Timeout(60)
class UnreadableJobTest {
  @TempDir Path root = Path.of("");

  @Test
  void aJobFileThatTheUserMayNotReadIsNamedAndTakenOnceHeMay() throws Exception {
    QueueUnderTest queue = new QueueUnderTest(root.resolve("queue"));
    queue.job(1, "success");
    queue.job(2, "success");
    Path closed = queue.directory.resolve("job-2");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    String refused = IntakeUnderTest.scan(root);
    String what = "1 events, settled 1-1{2=job file cannot be read: java.nio.file.AccessDenied";
    assertTrue(refused.startsWith(what), refused);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals("2 events, settled 1-2{} [0]", IntakeUnderTest.scan(root));
  }
}
