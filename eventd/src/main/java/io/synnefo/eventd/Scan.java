package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for every job that is not settled, in the queue first and then in its archive, the newest
 * first; in steps, so that what happens meanwhile does not wait for it.
 *
 * <p>Files of settled jobs are not opened; an archive directory of settled jobs alone is not
 * listed.
 */
final class Scan {
  private static final System.Logger LOG = System.getLogger(Scan.class.getName());
  private static final long MAX_GAPS_TRIED = 10_000;

  private final Path queueDir;
  private final JobIntake intake;
  private final long lookback;
  private final ArrayDeque<Long> todo = new ArrayDeque<>();
  private final ArrayDeque<Path> archives = new ArrayDeque<>();
  private final Set<Long> bad = new HashSet<>();
  private boolean listed;
  private boolean done;
  private long lastId;

  /**
   * Archived jobs that so many others came after are taken as published long ago; with 0, none are.
   * By number, not by age: no clock that jumps can make a job old.
   */
  Scan(Path queueDir, JobIntake intake, long lookback) {
    this.queueDir = queueDir;
    this.intake = intake;
    this.lastId = intake.watermark().lastKnown();
    this.lookback = lookback;
  }

  boolean isDone() {
    return done;
  }

  /** Whether some file could not be used, so that another scan is worth while. */
  boolean isIncomplete() {
    return !bad.isEmpty();
  }

  /** Goes on for about that long, and by one job at least. */
  void step(long nanos) throws IOException, NoRoomException {
    long end = System.nanoTime() + nanos;
    if (!listed) {
      listQueue();
      listed = true;
    }
    do {
      if (!todo.isEmpty()) {
        take(todo.remove());
      } else if (!archives.isEmpty()) {
        intake.flush();
        listArchive(archives.remove());
      } else {
        finish();
      }
    } while (!done && System.nanoTime() < end);
    intake.flush();
  }

  private void take(long jobId) throws IOException, NoRoomException {
    if (intake.watermark().isSettled(jobId)) {
      return;
    }
    if (intake.take(jobId) == JobIntake.Found.BAD) {
      bad.add(jobId);
    }
  }

  private void listQueue() throws IOException {
    todo.addAll(ids(queueDir));
    TreeSet<Long> numbers = new TreeSet<>(Collections.reverseOrder());
    try (DirectoryStream<Path> found = Files.newDirectoryStream(queueDir.resolve("archive"))) {
      for (Path each : found) {
        String name = each.getFileName().toString();
        if (name.matches("\\d{1,14}")) {
          numbers.add(Long.parseLong(name));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      LOG.log(System.Logger.Level.DEBUG, "no archive");
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (long number : numbers) {
      archives.add(queueDir.resolve("archive").resolve(Long.toString(number)));
    }
  }

  private void listArchive(Path directory) throws IOException {
    long first = Long.parseLong(directory.getFileName().toString()) * JobFile.JOBS_PER_ARCHIVE;
    if (intake.watermark().allSettled(Math.max(1, first), first + JobFile.JOBS_PER_ARCHIVE - 1)) {
      return;
    }
    List<Long> newestFirst = new ArrayList<>(ids(directory));
    Collections.reverse(newestFirst);
    forgetHistory();
    newestFirst.removeIf(intake.watermark()::isSettled);
    todo.addAll(newestFirst);
  }

  private void forgetHistory() {
    long last = lastId - lookback;
    if (lookback > 0 && last > 0 && intake.watermark().settleHistory(last)) {
      LOG.log(System.Logger.Level.INFO, "archived jobs up to " + last + " are taken as published");
    }
  }

  private NavigableSet<Long> ids(Path directory) throws IOException {
    TreeSet<Long> ids = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "job-*")) {
      for (Path file : files) {
        JobFile.idOf(file.getFileName().toString()).ifPresent(ids::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (!ids.isEmpty()) {
      lastId = Math.max(lastId, ids.last());
    }
    return ids;
  }

  /** What is neither settled nor under way by now has no file here. */
  private void finish() throws NoRoomException {
    intake.flush();
    Watermark watermark = intake.watermark();
    for (long job : List.copyOf(watermark.openJobs())) {
      if (intake.take(job) == JobIntake.Found.GONE) {
        watermark.forget(Set.of(job));
      }
    }
    tryAgain(watermark.missingUpTo(lastId));
    intake.flush();
    IdRanges missing = watermark.missingUpTo(lastId);
    bad.forEach(missing::remove);
    if (!missing.list().equals(watermark.missing().list()) && !missing.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no file on this node of "
              + missing.count()
              + " jobs, "
              + missing
              + ": what they did was published by another node, or not at all");
    }
    watermark.setMissing(missing);
    done = true;
  }

  /** A job may have been archived between the listing of the queue and that of the archive. */
  private void tryAgain(IdRanges absent) throws NoRoomException {
    long tried = 0;
    List<IdRanges.Range> ranges = absent.list();
    for (int i = ranges.size() - 1; i >= 0; i--) {
      for (long id = ranges.get(i).to(); id >= ranges.get(i).from(); id--) {
        if (tried++ >= MAX_GAPS_TRIED) {
          return;
        }
        if (!intake.watermark().missing().contains(id) && intake.take(id) == JobIntake.Found.BAD) {
          bad.add(id);
        }
      }
    }
  }
}
