package io.synnefo.eventd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a cluster's jobs are dealt with, kept across restarts: those that have ended with every
 * event in the spool (as ranges of ids), those with no file on this node, and what was told of
 * those under way. Used by one thread.
 *
 * <p>Knows the prefixes that jobs were read for: what is settled is so for these and no others.
 *
 * <p>Only saves work: what it forgets is published again under the same event ids.
 */
final class Watermark {
  private static final int MAX_RANGES = 20_000;
  private static final String OPEN = "open ";
  private static final String PREFIXES = "prefixes ";
  private static final Pattern LINE = Pattern.compile("(missing )?(\\d{1,18})-(\\d{1,18})");
  private static final System.Logger LOG = System.getLogger(Watermark.class.getName());

  private final Path file;
  private final IdRanges settled = new IdRanges();
  private IdRanges missing = new IdRanges();
  private final TreeMap<Long, Told> open = new TreeMap<>();
  private Set<String> prefixes = Set.of();
  private boolean changed;

  private Watermark(Path file) {
    this.file = file;
  }

  /**
   * The watermark of that cluster as last saved; empty if there is none, or if it was made without
   * one of the prefixes.
   */
  static Watermark load(Path directory, String clusterUuid, Collection<String> prefixes)
      throws IOException {
    Watermark watermark = new Watermark(directory.resolve(clusterUuid + ".watermark"));
    try {
      watermark.read();
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.INFO, "no watermark yet: every job on this node is published");
    }
    return watermark.of(Set.copyOf(prefixes));
  }

  private Watermark of(Set<String> now) {
    Watermark watermark = this;
    if (!prefixes.isEmpty() && !prefixes.containsAll(now)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a prefix is new in the settings: every job on this node is published for it");
      watermark = new Watermark(file);
    }
    watermark.changed = !now.equals(prefixes);
    watermark.prefixes = now;
    return watermark;
  }

  /** What is settled by the watermark of that cluster as last saved; nothing if there is none. */
  static IdRanges settled(Path directory, String clusterUuid) throws IOException {
    Watermark watermark = new Watermark(directory.resolve(clusterUuid + ".watermark"));
    if (Files.exists(watermark.file)) {
      watermark.read();
    }
    return watermark.settled;
  }

  /** Whether nothing of the job is left to publish, now or later. */
  boolean isSettled(long jobId) {
    return settled.contains(jobId);
  }

  /** Whether there is nothing to look for among these jobs. */
  boolean allSettled(long from, long to) {
    return settled.containsAll(from, to);
  }

  /** The job has ended, and every event of it is in the spool. */
  void settle(long jobId) {
    changed |= settled.add(jobId, jobId);
    changed |= missing.remove(jobId);
    changed |= open.remove(jobId) != null;
    if (settled.size() > MAX_RANGES) {
      settled.removeLowest(); // the oldest; what is still there of it is published once more
    }
  }

  /** All jobs up to that one are settled, but those and what is under way; false if they were. */
  boolean settleHistory(long last, Set<Long> but) {
    boolean news = settled.add(1, last);
    open.headMap(last, true).keySet().forEach(settled::remove);
    but.forEach(settled::remove);
    changed |= news;
    return news;
  }

  /** Which of that job's events are in the spool, or were. */
  Told told(long jobId) {
    return open.getOrDefault(jobId, new Told());
  }

  /** The job goes on; these of its events are in the spool. */
  void tell(long jobId, Told events) {
    changed |= !open.containsKey(jobId);
    changed |= open.computeIfAbsent(jobId, id -> new Told()).addAll(events);
    changed |= missing.remove(jobId);
  }

  /** The jobs of these ids that are not settled and under way have no file on this node. */
  IdRanges missingUpTo(long lastId) {
    IdRanges absent = new IdRanges();
    for (IdRanges.Range gap : settled.gaps(lastId)) {
      absent.add(gap.from(), gap.to());
    }
    open.keySet().forEach(absent::remove);
    return absent;
  }

  /** From now on these are known to be missing, and no others. */
  void setMissing(IdRanges absent) {
    changed |= !absent.list().equals(missing.list());
    missing = absent;
  }

  /** The lowest id that is settled; that of no job if there is none. */
  long firstSettled() {
    return settled.isEmpty() ? Long.MAX_VALUE : settled.list().get(0).from();
  }

  /** The highest id that was settled or found missing; 0 if there is none. */
  long lastKnown() {
    return Math.max(settled.last(), missing.last());
  }

  IdRanges missing() {
    return missing;
  }

  IdRanges settled() {
    return settled;
  }

  Set<Long> openJobs() {
    return open.keySet();
  }

  /** The file holds what is known now; the old file stays whole if this one cannot be written. */
  void save() throws IOException {
    if (!changed) {
      return;
    }
    List<String> lines = new ArrayList<>();
    settled.list().forEach(range -> lines.add(range + "\n"));
    missing.list().forEach(range -> lines.add("missing " + range + "\n"));
    open.forEach((job, told) -> lines.add((OPEN + job + " " + told).strip() + "\n"));
    lines.add(PREFIXES + String.join(" ", new TreeSet<>(prefixes)) + "\n");
    StateDir.replace(file, String.join("", lines));
    changed = false;
  }

  private void read() throws IOException {
    // a damaged byte is no reason to stop
    Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(this::read);
  }

  private void read(String line) {
    Matcher found = LINE.matcher(line);
    if (found.matches()) {
      IdRanges ranges = found.group(1) == null ? settled : missing;
      ranges.add(Long.parseLong(found.group(2)), Long.parseLong(found.group(3)));
    } else if (line.startsWith(PREFIXES)) {
      prefixes = Set.copyOf(List.of(line.substring(PREFIXES.length()).split(" ", -1)));
    } else if (!line.startsWith(OPEN) || !readOpen(line.substring(OPEN.length()))) {
      LOG.log(System.Logger.Level.WARNING, "watermark " + file + ": a damaged line is ignored");
    }
  }

  private boolean readOpen(String line) {
    List<String> words = List.of(line.split(" ", -1));
    Optional<Told> told = Told.of(words.subList(1, words.size()));
    if (!words.get(0).matches("\\d{1,18}") || told.isEmpty()) {
      return false;
    }
    open.put(Long.parseLong(words.get(0)), told.get());
    return true;
  }

  /** What is told of jobs that are neither in the queue nor in its archive is forgotten. */
  void forget(Set<Long> gone) {
    changed |= open.keySet().removeAll(gone);
  }
}
