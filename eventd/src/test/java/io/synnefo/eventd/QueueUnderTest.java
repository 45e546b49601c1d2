package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A job queue's directory that the test writes to as Ganeti does: beside it, then renamed. */
final class QueueUnderTest {
  final Path directory;

  QueueUnderTest(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** A reboot of instance snf-ID reached that status. */
  void job(long id, String status) throws IOException {
    text(id, text(id, status, "snf-" + id));
  }

  void text(long id, String text) throws IOException {
    Path beside = directory.resolve("job-" + id + "x1y2z3.new");
    Files.writeString(beside, text, UTF_8);
    Files.move(
        beside,
        directory.resolve("job-" + id),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static String text(long id, String status, String instance) {
    return Samples.text("OP_INSTANCE_REBOOT." + status)
        .replaceFirst("\"id\": \\d+", "\"id\": " + id)
        .replaceFirst("\"instance_name\": \"[^\"]*\"", "\"instance_name\": \"" + instance + "\"");
  }

  /** As gnt-job archive does. */
  void archive(long id) throws IOException {
    Path archived = JobFile.archived(directory, id);
    Files.createDirectories(archived.resolveSibling("."));
    Files.move(directory.resolve("job-" + id), archived);
  }
}
