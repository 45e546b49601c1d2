package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes job files as Ganeti does, after the pattern of a real one: a reboot that succeeded. */
final class JobWriter {
  private static final int JOBS_PER_ARCHIVE = 10_000;

  private final String head;
  private final String middle;
  private final String tail;

  /** With a job file of Ganeti's as the pattern. */
  JobWriter(Path sample) throws IOException {
    String text = Files.readString(sample);
    String[] byId = text.split("\"id\": \\d+", 2);
    String[] byName = byId[1].split("\"instance_name\": \"[^\"]*\"", 2);
    this.head = byId[0];
    this.middle = byName[0];
    this.tail = byName[1];
  }

  /** The job is in the queue. */
  void queue(Path queueDir, long id) throws IOException {
    Path beside = queueDir.resolve("job-" + id + "bench.new");
    Files.write(beside, text(id));
    Files.move(beside, queueDir.resolve("job-" + id), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The job is in the queue's archive. */
  void archive(Path queueDir, long id) throws IOException {
    Path directory = queueDir.resolve("archive").resolve(Long.toString(id / JOBS_PER_ARCHIVE));
    if (id % JOBS_PER_ARCHIVE == 0 || !Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    Files.write(directory.resolve("job-" + id), text(id));
  }

  private byte[] text(long id) {
    String named = "\"id\": " + id + middle + "\"instance_name\": \"snf-" + id + "\"";
    return (head + named + tail).getBytes(StandardCharsets.UTF_8);
  }
}
