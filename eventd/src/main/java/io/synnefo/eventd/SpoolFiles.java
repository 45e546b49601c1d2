package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a spool. */
final class SpoolFiles {
  private static final Pattern NUMBER = Pattern.compile("(\\d{19})\\.spool");

  private static final Pattern MARKS = Pattern.compile("(\\d{1,18}) (\\d{1,18})\\n");

  private static final String DAMAGED = ".damaged";
  private static final String NEXT = ".damaged.next"; // complete once the damaged one is away

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

  /**
   * The oldest number that is not confirmed, and the newest, as last saved; if they can be read.
   */
  static Optional<long[]> marks(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Matcher text = MARKS.matcher(Files.readString(file, ISO_8859_1)); // which any byte is of
    return text.matches()
        ? Optional.of(new long[] {Long.parseLong(text.group(1)), Long.parseLong(text.group(2))})
        : Optional.empty();
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

  /** An empty place for the spool that is to be here instead. */
  static Path beside(Path directory) throws IOException {
    Path beside = directory.resolveSibling(directory.getFileName() + NEXT);
    if (Files.exists(beside)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(beside)) {
        for (Path file : files) {
          Files.delete(file); // of an attempt that was interrupted
        }
      }
    }
    return beside;
  }

  /** What was made beside it is in its place, if that is free. */
  static void finish(Path directory) throws IOException {
    Path beside = directory.resolveSibling(directory.getFileName() + NEXT);
    if (!Files.exists(directory) && Files.exists(beside)) {
      Files.move(beside, directory);
      StateDir.sync(directory.resolveSibling("."));
    }
  }

  static boolean isSetAside(String name) {
    return name.contains(DAMAGED);
  }
}
