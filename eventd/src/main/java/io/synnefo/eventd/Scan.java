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
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for every job that is not settled, in the queue first, then in its archive and among what
 * was fetched, the newest first; in steps, so that what happens meanwhile does not wait for it.
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
  private final long toldFrom;
  private final ArrayDeque<Long> todo = new ArrayDeque<>();
  private final ArrayDeque<Path> archives = new ArrayDeque<>();
  private final Set<Long> bad = new HashSet<>();
  private final Set<Long> closed = new HashSet<>();
  private boolean listed;
  private boolean archivesListed;
  private boolean fetchedListed;
  private String fault = "";
  private boolean inArchive;
  private boolean done;
  private long lastId;
  private long forgotten;

  /**
   * Archived jobs that so many others came after are taken as published long ago, but none that is
   * above some that were told before: it is known that those were not. With 0, none are. By number,
   * not by age: no clock that jumps can make a job old.
   */
  Scan(Path queueDir, JobIntake intake, long lookback) {
    this.queueDir = queueDir;
    this.intake = intake;
    this.lastId = intake.watermark().lastKnown();
    this.lookback = lookback;
    this.toldFrom = intake.watermark().firstSettled();
  }

  boolean isDone() {
    return done;
  }

  /** Whether some file could not be used, so that another scan is worth while. */
  boolean isIncomplete() {
    return !bad.isEmpty() || !fault.isEmpty();
  }

  /** Those whose files only Ganeti may read. */
  Set<Long> closed() {
    return closed;
  }

  /** What could not be read; empty if all could. */
  String fault() {
    return fault;
  }

  /** Goes on for about that long, and by one job at least. */
  void step(long nanos) throws IOException, NoRoomException {
    long end = System.nanoTime() + nanos;
    if (!listed) {
      lastId = Math.max(lastId, JobFile.serial(queueDir)); // first: a file comes after it
      todo.addAll(JobFile.ids(queueDir));
      listed = true;
    }
    do {
      if (!todo.isEmpty()) {
        take(todo.remove());
      } else if (isListed()) {
        finish();
      } else {
        intake.flush();
        listNext();
      }
    } while (!done && System.nanoTime() < end);
    intake.flush();
  }

  private boolean isListed() {
    return archivesListed && archives.isEmpty() && fetchedListed;
  }

  /** A directory that cannot be read is passed over, and the scan is incomplete. */
  private void listNext() {
    try {
      if (!archivesListed) {
        archivesListed = true;
        listArchives();
      } else if (!archives.isEmpty()) {
        listArchive(archives.remove());
      } else {
        fetchedListed = true;
        listFetched();
      }
    } catch (IOException e) {
      fault = "part of the archive cannot be read, will try on: " + e;
    }
  }

  /** What a file's name says counts for nothing until the file is known to be that job's. */
  private void take(long jobId) throws NoRoomException {
    forgetHistory();
    JobIntake.Found found = intake.take(jobId);
    note(jobId, found);
    if (found == JobIntake.Found.TAKEN) {
      lastId = Math.max(lastId, jobId);
      forgetHistory(); // before the job counts as told: the next scan would take it for the limit
    }
  }

  private void note(long jobId, JobIntake.Found found) {
    if (found == JobIntake.Found.BAD) {
      bad.add(jobId);
    } else if (found == JobIntake.Found.CLOSED) {
      closed.add(jobId);
    }
  }

  private void listArchives() throws IOException {
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
    List<Long> newestFirst = new ArrayList<>(JobFile.ids(directory));
    Collections.reverse(newestFirst);
    inArchive = true;
    newestFirst.removeIf(intake.watermark()::isSettled);
    todo.addAll(newestFirst);
  }

  private void forgetHistory() {
    long last = Math.min(lastId - lookback, toldFrom - 1);
    if (!inArchive || lookback == 0 || last <= forgotten) {
      return;
    }
    forgotten = last;
    Set<Long> unread = new HashSet<>(bad);
    unread.addAll(closed);
    if (intake.watermark().settleHistory(last, unread)) {
      LOG.log(
          System.Logger.Level.INFO, "archived jobs up to {0} are taken as published", "" + last);
    }
  }

  private void listFetched() throws IOException {
    if (Files.exists(intake.fetchedDir())) {
      todo.addAll(JobFile.ids(intake.fetchedDir()).descendingSet());
    }
  }

  /** What is neither settled nor under way by now has no file here. */
  private void finish() throws NoRoomException {
    Watermark watermark = intake.watermark();
    intake.flush();
    lookAgain(watermark);
    intake.flush();
    done = true;
    if (!fault.isEmpty()) {
      return; // who knows what is missing
    }
    tryAgain(watermark.missingUpTo(lastId));
    intake.flush();
    IdRanges missing = watermark.missingUpTo(lastId);
    bad.forEach(missing::remove);
    closed.forEach(missing::remove);
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
  }

  /** What was under way, or bad, and was not met in this scan may be gone. */
  private void lookAgain(Watermark watermark) throws NoRoomException {
    for (long job : List.copyOf(watermark.openJobs())) {
      if (intake.take(job) == JobIntake.Found.GONE) {
        watermark.forget(Set.of(job));
      }
    }
    for (long job : intake.bad()) {
      if (!bad.contains(job)) {
        note(job, intake.take(job));
      }
    }
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
        if (!intake.watermark().missing().contains(id) && !closed.contains(id)) {
          note(id, intake.take(id));
        }
      }
    }
  }
}
