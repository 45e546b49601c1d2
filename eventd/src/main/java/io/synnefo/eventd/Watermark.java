package io.synnefo.eventd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jobs that have ended and whose events are all confirmed, kept across restarts as ranges of
 * ids.
 *
 * <p>Only saves work: what it forgets is published again under the same event ids.
 */
final class Watermark {
  private static final int MAX_RANGES = 1024;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final System.Logger LOG = System.getLogger(Watermark.class.getName());

  private final Path file;
  private final TreeMap<Long, Long> ranges = new TreeMap<>();
  private boolean changed;

  private Watermark(Path file) {
    this.file = file;
  }

  /** The watermark of that cluster as last saved; empty if there is none or it cannot be read. */
  static Watermark load(Path directory, String clusterUuid) throws IOException {
    Watermark watermark = new Watermark(directory.resolve(clusterUuid + ".watermark"));
    try {
      for (String line : Files.readAllLines(watermark.file, StandardCharsets.US_ASCII)) {
        Matcher range = RANGE.matcher(line);
        if (!range.matches()) {
          LOG.log(
              System.Logger.Level.WARNING,
              "watermark " + watermark.file + " is damaged: a line of it is ignored");
          continue;
        }
        watermark.add(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
      }
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.INFO, "no watermark yet: every job in the queue is published");
    }
    watermark.changed = false;
    return watermark;
  }

  synchronized boolean isSettled(long jobId) {
    Map.Entry<Long, Long> range = ranges.floorEntry(jobId);
    return range != null && jobId <= range.getValue();
  }

  /** From now on the job is settled; on disk it is after the next save. */
  synchronized void settle(long jobId) {
    add(jobId, jobId);
  }

  /** The file holds what is settled now; the old file stays whole if this one cannot be written. */
  synchronized void save() throws IOException {
    if (!changed) {
      return;
    }
    List<String> lines = new ArrayList<>();
    ranges.forEach((from, to) -> lines.add(from + "-" + to + "\n"));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap(String.join("", lines).getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed = false;
  }

  private void add(long from, long to) {
    if (to < from
        || (isSettled(from)
            && isSettled(to)
            && ranges.floorKey(from).equals(ranges.floorKey(to)))) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(to + 1);
    while (before != null && before.getValue() >= from - 1) {
      start = Math.min(start, before.getKey());
      end = Math.max(end, before.getValue());
      ranges.remove(before.getKey());
      before = ranges.floorEntry(to + 1);
    }
    ranges.put(start, end);
    if (ranges.size() > MAX_RANGES) {
      // the oldest jobs are the likeliest to be archived; if not, they are published once more
      ranges.pollFirstEntry();
    }
    changed = true;
  }
}
