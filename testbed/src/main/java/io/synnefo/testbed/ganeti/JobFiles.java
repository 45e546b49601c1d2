package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queue directory, written as Ganeti's two writers do: luxid, then the job's own process. */
final class JobFiles {
  private static final Pattern JOB_FILE = Pattern.compile("job-(\\d+)");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_";
  private static final int RANDOM_LETTERS = 8;
  private static final int JOBS_PER_ARCHIVE_DIRECTORY = 10_000;

  private final Path queue;
  private final AtomicLong temporaries = new AtomicLong();

  JobFiles(Path queue) {
    this.queue = queue;
  }

  void prepare() throws IOException {
    Files.createDirectories(queue.resolve("archive"));
    Files.setPosixFilePermissions(queue, PosixFilePermissions.fromString("rwxr-x---"));
    Files.writeString(queue.resolve("version"), "1\n");
    if (!Files.exists(queue.resolve("serial"))) {
      writeSerial(0);
    }
  }

  Path drainFile() {
    return queue.resolve("drain");
  }

  long readSerial() throws IOException {
    return Long.parseLong(Files.readString(queue.resolve("serial")).strip());
  }

  void writeSerial(long serial) throws IOException {
    AtomicFiles.write(
        queue.resolve("serial"), luxidTemporary("serial"), "rw-------", serial + "\n");
  }

  void writeByLuxid(FakeJob job) throws IOException {
    Path file = file(job.id());
    AtomicFiles.write(
        file, luxidTemporary(name(job.id())), "rw-------", job.toFile(false).toString());
  }

  void writeByProcess(FakeJob job) throws IOException {
    StringBuilder temporary = new StringBuilder(name(job.id()));
    ThreadLocalRandom random = ThreadLocalRandom.current();
    random
        .ints(RANDOM_LETTERS, 0, LETTERS.length())
        .forEach(i -> temporary.append(LETTERS.charAt(i)));
    AtomicFiles.write(file(job.id()), temporary + ".new", "rw-r-----", job.toFile(true).toString());
  }

  private String luxidTemporary(String name) {
    long pid = ProcessHandle.current().pid();
    return name + "-" + pid + "-" + temporaries.incrementAndGet() + ".tmp";
  }

  /** The job as it stands on disk, archived or not. */
  Optional<JsonObject> read(long id) throws IOException {
    Optional<JsonObject> job = read(file(id));
    return job.isPresent() ? job : read(archived(id));
  }

  private static Optional<JsonObject> read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return Optional.of(reader.readObject());
    } catch (NoSuchFileException notThere) {
      return Optional.empty();
    }
  }

  /** Ids of the jobs not archived, ascending. */
  List<Long> ids() throws IOException {
    try (Stream<Path> files = Files.list(queue)) {
      return files
          .map(file -> JOB_FILE.matcher(file.getFileName().toString()))
          .filter(matcher -> matcher.matches())
          .map(matcher -> Long.valueOf(matcher.group(1)))
          .sorted()
          .toList();
    }
  }

  void archive(long id) throws IOException {
    Path target = archived(id);
    Files.createDirectories(target.getParent());
    Files.move(file(id), target, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(long id) {
    return queue.resolve(name(id));
  }

  private Path archived(long id) {
    String directory = Long.toString(id / JOBS_PER_ARCHIVE_DIRECTORY);
    return queue.resolve("archive").resolve(directory).resolve(name(id));
  }

  private static String name(long id) {
    return "job-" + id;
  }
}
