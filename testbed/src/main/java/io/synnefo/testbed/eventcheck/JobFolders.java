package io.synnefo.testbed.eventcheck;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The job files of a cluster's queue directories, archived ones too. The first directory is the
 * master's: what it says is true, and what it does not know nobody can tell. The others are what
 * other nodes know, or knew when they died.
 */
public final class JobFolders {
  private static final System.Logger LOG = System.getLogger(JobFolders.class.getName());
  private static final Pattern JOB_FILE = Pattern.compile("job-\\d+");
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final Map<Long, List<List<OpFile>>> jobs = new TreeMap<>();
  private final Map<Long, List<OpFile>> truth = new TreeMap<>();
  private final Map<Path, String> unreadable = new LinkedHashMap<>();

  /** Reads all of them. */
  public JobFolders(List<Path> queues) throws IOException {
    for (Path queue : queues) {
      Map<Long, List<OpFile>> found = queue.equals(queues.get(0)) ? truth : new TreeMap<>();
      readQueue(queue, found);
      found.forEach((id, ops) -> jobs.computeIfAbsent(id, any -> new ArrayList<>()).add(ops));
    }
  }

  private void readQueue(Path queue, Map<Long, List<OpFile>> found) throws IOException {
    readAll(queue, found);
    // archived between the two looks: then it is found twice, and equal
    for (Path hundreds : list(queue.resolve("archive"))) {
      readAll(hundreds, found);
    }
  }

  private void readAll(Path folder, Map<Long, List<OpFile>> found) throws IOException {
    for (Path file : list(folder)) {
      if (JOB_FILE.matcher(file.getFileName().toString()).matches()) {
        readOne(file, found);
      }
    }
  }

  /** The names alone: Ganeti renames files while one looks. */
  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void readOne(Path file, Map<Long, List<OpFile>> found) throws IOException {
    try {
      List<OpFile> ops = read(file);
      found.put(ops.get(0).jobId(), ops);
    } catch (JsonException | ClassCastException | NullPointerException e) {
      unreadable.put(file, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException archived) {
      LOG.log(Level.DEBUG, "archived meanwhile: {0}", file);
    }
  }

  private static List<OpFile> read(Path file) throws IOException {
    JsonObject job;
    try (InputStream in = Files.newInputStream(file);
        JsonReader reader = READERS.createReader(in)) {
      job = reader.readObject();
    }
    List<OpFile> ops = new ArrayList<>();
    for (int index = 0; index < job.getJsonArray("ops").size(); index++) {
      OpFile op = new OpFile(file, job, index);
      op.status(); // fails now if this is no job file
      op.timeOf("queued");
      ops.add(op);
    }
    if (ops.isEmpty()) {
      throw new JsonException("no opcodes");
    }
    return ops;
  }

  /** Jobs that the first directory knows. */
  public int count() {
    return truth.size();
  }

  /** Every opcode that the first directory knows. */
  public Stream<OpFile> truth() {
    return truth.values().stream().flatMap(List::stream);
  }

  /** What each directory says of the opcode, the true one first; none knows it if empty. */
  public List<OpFile> versions(long job, int op) {
    return jobs.getOrDefault(job, List.of()).stream()
        .filter(ops -> op >= 0 && op < ops.size())
        .map(ops -> ops.get(op))
        .toList();
  }

  /** Files named as jobs that hold none, and why. */
  public Map<Path, String> unreadable() {
    return unreadable;
  }
}
