package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a spool. */
final class SpoolFiles {
  private static final Pattern NUMBER = Pattern.compile("(\\d{19})\\.spool");

  private static final Pattern MARKS = Pattern.compile("(\\d{1,18}) (\\d{1,18})\\n");

  private static final String DAMAGED = ".damaged";

  /** How the name of an event begins that no broker will ever take. */
  static final String ASIDE = "unpublished-";

  private SpoolFiles() {}

  /** By the number of the first event. */
  static NavigableMap<Long, Path> in(Path directory) throws IOException {
    TreeMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        Matcher name = NUMBER.matcher(file.getFileName().toString());
        if (name.matches()) {
          files.put(Long.parseLong(name.group(1)), file);
        }
      }
    }
    return files;
  }

  /** The file, made if it is not there, to be written to at its end. */
  static FileChannel append(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
        StateDir.FILE);
  }

  /** The oldest number that is not confirmed, and the newest, as last saved; 0 if they were not. */
  static long[] marks(Path file) throws IOException {
    Matcher text =
        Files.exists(file) ? MARKS.matcher(Files.readString(file, US_ASCII)) : MARKS.matcher("");
    return text.matches()
        ? new long[] {Long.parseLong(text.group(1)), Long.parseLong(text.group(2))}
        : new long[] {0, 0};
  }

  /** The event's text is on disk beside the spool's files, for a person to look at. */
  static Path layAside(Path directory, long number, byte[] body) throws IOException {
    Path file = directory.resolve(ASIDE + number + ".json");
    StateDir.replace(file, new String(body, UTF_8));
    return file;
  }

  /** How many events nobody has taken away yet that were laid aside. */
  static int laidAside(Path directory) {
    String[] names = directory.toFile().list((parent, name) -> name.startsWith(ASIDE));
    return names == null ? 0 : names.length;
  }

  /** All of the spool lies beside it under another name, for a person to look at. */
  static Path setAside(Path directory) throws IOException {
    Path aside = directory.resolveSibling(directory.getFileName() + DAMAGED);
    for (int n = 2; Files.exists(aside); n++) {
      aside = directory.resolveSibling(directory.getFileName() + DAMAGED + "." + n);
    }
    return Files.move(directory, aside);
  }

  static boolean isSetAside(String name) {
    return name.contains(DAMAGED);
  }
}
