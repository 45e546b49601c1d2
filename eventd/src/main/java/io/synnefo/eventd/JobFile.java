package io.synnefo.eventd;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Job files of Ganeti's queue: their names, where they lie, what they hold. */
final class JobFile {
  static final int MAX_BYTES = 8 << 20;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_KEPT = 64 << 10; // in memory it takes many times that

  // 18 digits: whatever matches fits a long; a temporary name (job-54fjkaxv6g.new) does not match
  private static final Pattern NAME = Pattern.compile("job-(\\d{1,18})");
  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(Map.of("org.eclipse.parsson.maxDepth", 100));
  static final int JOBS_PER_ARCHIVE = 10_000;

  private JobFile() {}

  /** The job whose file has that name; empty for any other file, temporary ones among them. */
  static OptionalLong idOf(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** The job as its file in the queue, or in the queue's archive, has it; opcode by opcode. */
  static Job read(Path queueDir, long id, OpSink sink)
      throws IOException, BadJobFileException, NoRoomException {
    try {
      return in(queueDir, id, sink);
    } catch (NoSuchFileException e) {
      return read("job-" + id, archived(queueDir, id), sink);
    }
  }

  /** The job as its file in that directory has it; opcode by opcode. */
  static Job in(Path directory, long id, OpSink sink)
      throws IOException, BadJobFileException, NoRoomException {
    String name = "job-" + id;
    return read(name, directory.resolve(name), sink);
  }

  /** The jobs that have a file in that directory. */
  static NavigableSet<Long> ids(Path directory) throws IOException {
    TreeSet<Long> ids = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "job-*")) {
      for (Path file : files) {
        idOf(file.getFileName().toString()).ifPresent(ids::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return ids;
  }

  /**
   * The last id that Ganeti gave out, as far as this node was told and this user may know; or 0.
   */
  static long serial(Path queueDir) {
    try {
      String text = Files.readString(queueDir.resolve("serial"), StandardCharsets.US_ASCII).strip();
      return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    } catch (IOException e) {
      return 0; // the highest file's id will do
    }
  }

  /** Where Ganeti puts that job's file when it archives it. */
  static Path archived(Path queueDir, long id) {
    String directory = Long.toString(id / JOBS_PER_ARCHIVE);
    return queueDir.resolve("archive").resolve(directory).resolve("job-" + id);
  }

  /** The job that the text describes; refused unless it is whole and bears the name's id. */
  static Job parse(String name, Reader text) throws BadJobFileException {
    return parse(name, text, true);
  }

  private static Job parse(String name, Reader text, boolean keepOps) throws BadJobFileException {
    long id = idOf(name).orElseThrow(() -> new BadJobFileException(name, "is no job's name"));
    try (JsonParser parser = PARSERS.createParser(text)) {
      Job job = new JobReader(name, parser).job(keepOps);
      if (parser.hasNext()) {
        throw new BadJobFileException(name, "goes on after its end");
      }
      if (job.id() != id) {
        throw new BadJobFileException(name, "holds job " + job.id());
      }
      return job;
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new BadJobFileException(name, "is not JSON, or cut off");
    } catch (RuntimeException e) {
      // the parser reports too deep a nesting by a bare RuntimeException
      throw new BadJobFileException(name, "is not JSON that can be read");
    }
  }

  /** What is large is read twice, so that no opcode is taken of a file that is not whole. */
  private static Job read(String name, Path file, OpSink sink)
      throws IOException, BadJobFileException, NoRoomException {
    if (Files.isDirectory(file)) {
      throw new BadJobFileException(name, "is a directory");
    }
    if (Files.size(file) == 0) {
      throw new BadJobFileException(name, "is empty");
    }
    // held open: it may be replaced by the job's next state, but is never written to
    try (FileChannel held = FileChannel.open(file)) {
      long size = held.size();
      if (size > MAX_BYTES) {
        throw new BadJobFileException(name, "is larger than " + MAX_BYTES + " bytes");
      }
      if (size > MAX_TEXT && hasLongText(held)) {
        throw new BadJobFileException(name, "holds a text longer than " + MAX_TEXT + " characters");
      }
      Job job = parse(name, text(held), size <= MAX_KEPT);
      for (Job.Op op : job.ops()) {
        sink.take(job, op);
      }
      if (job.ops().isEmpty()) {
        readOps(name, held, job, sink);
      }
      return job;
    }
  }

  private static void readOps(String name, FileChannel held, Job job, OpSink sink)
      throws IOException, BadJobFileException, NoRoomException {
    try (JsonParser parser = PARSERS.createParser(text(held))) {
      new JobReader(name, parser).ops(job, sink);
    } catch (JsonException e) {
      throw new IOException("it could be read once, but not again", e);
    }
  }

  /** From the begin on; to close it leaves the file open. */
  private static Reader text(FileChannel held) throws IOException {
    InputStream bytes =
        new FilterInputStream(Channels.newInputStream(held.position(0))) {
          @Override
          public void close() {}
        };
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
  }

  /** The parser holds a whole text in memory, more than once: one of megabytes would be the end. */
  private static boolean hasLongText(FileChannel held) throws IOException {
    try (Reader text = text(held)) {
      int length = 0;
      boolean inside = false;
      for (int next = text.read(); next >= 0 && length <= MAX_TEXT; next = text.read()) {
        length++;
        if (next == '\\' && inside) {
          text.read();
        } else if (next == '"') {
          inside = !inside;
          length = 0;
        } else if (!inside && (next < '0' || next > '9')) {
          length = 0; // a number may be as long
        }
      }
      return length > MAX_TEXT;
    }
  }
}
