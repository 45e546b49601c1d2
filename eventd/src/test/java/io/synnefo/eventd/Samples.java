package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Job files of a real Ganeti 3.0.2, as they stood on disk. */
final class Samples {
  private static final Pattern ID = Pattern.compile("^ ?\"id\": (\\d+)", Pattern.MULTILINE);

  private Samples() {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(directory("/ganeti-samples"))) {
      return files.map(f -> f.getFileName().toString().replace(".json", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    try {
      return Files.readString(directory("/ganeti-samples").resolve(name + ".json"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job in that sample, parsed under its own name. */
  static Job job(String name) throws BadJobFileException {
    return parse(text(name));
  }

  static Job parse(String text) throws BadJobFileException {
    Matcher id = ID.matcher(text);
    String found = id.find() ? id.group(1) : "1";
    return JobFile.parse("job-" + found, new StringReader(text));
  }

  static List<Outgoing> events(EventMapper mapper, Job job) {
    return job.ops().stream().flatMap(op -> mapper.map(job, op)).toList();
  }

  static long foreign(EventMapper mapper, Job job) {
    return job.ops().stream().mapToLong(mapper::foreign).sum();
  }

  /** The same job file, but about an instance or network of prefix {@code snf}. */
  static String ours(String text) {
    return text.replaceAll("(\"(instance|network)_name\": \")(?!snf-)", "$1snf-")
        .replaceAll(
            "(\"kind\": \"(instance|network)\",\\s+\"tags\": \\[[^]]*],\\s+\"name\": \")(?!snf-)",
            "$1snf-");
  }

  static Path directory(String resource) {
    URL url = Samples.class.getResource(resource);
    if (url == null) {
      throw new IllegalStateException("no test resource " + resource);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
