package io.synnefo.eventd;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Job files of Ganeti's queue: their names, where they lie, what they hold. */
final class JobFile {
  static final int MAX_BYTES = 8 << 20;

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

  /** The job as its file in the queue, or in the queue's archive, has it. */
  static Job read(Path queueDir, long id) throws IOException, BadJobFileException {
    String name = "job-" + id;
    try {
      return read(name, queueDir.resolve(name));
    } catch (NoSuchFileException e) {
      return read(name, archived(queueDir, id));
    }
  }

  /** Where Ganeti puts that job's file when it archives it. */
  static Path archived(Path queueDir, long id) {
    String directory = Long.toString(id / JOBS_PER_ARCHIVE);
    return queueDir.resolve("archive").resolve(directory).resolve("job-" + id);
  }

  /** The job that the text describes; refused unless it is whole and bears the name's id. */
  static Job parse(String name, Reader text) throws BadJobFileException {
    long id = idOf(name).orElseThrow(() -> new BadJobFileException(name, "is no job's name"));
    try (JsonParser parser = PARSERS.createParser(text)) {
      Job job = new JobReader(name, parser).job();
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

  private static Job read(String name, Path file) throws IOException, BadJobFileException {
    long size = Files.size(file); // job files are replaced, never written to
    if (size > MAX_BYTES) {
      throw new BadJobFileException(name, "is larger than " + MAX_BYTES + " bytes");
    }
    if (size == 0) {
      throw new BadJobFileException(name, "is empty");
    }
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return parse(name, text);
    }
  }
}
