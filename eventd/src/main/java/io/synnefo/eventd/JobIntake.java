package io.synnefo.eventd;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Turns job files into events on their way. Used by one thread. */
final class JobIntake {
  private static final System.Logger LOG = System.getLogger(JobIntake.class.getName());
  private static final int MAX_COMPLAINTS = 1000;

  private final Path queueDir;
  private final EventMapper mapper;
  private final JobLedger ledger;
  private final Outlet outlet;
  private final Set<Long> complained = new HashSet<>();

  JobIntake(Path queueDir, EventMapper mapper, JobLedger ledger, Outlet outlet) {
    this.queueDir = queueDir;
    this.mapper = mapper;
    this.ledger = ledger;
    this.outlet = outlet;
  }

  /** Every new event of that job is handed on; false if its file could not be read. */
  boolean take(long jobId) throws InterruptedException {
    if (ledger.isSettled(jobId)) {
      return true;
    }
    Job job;
    try {
      job = JobFile.read(queueDir, jobId);
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "job " + jobId + " is gone");
      return true;
    } catch (BadJobFileException e) {
      complain(jobId, "job file is left aside: " + e.getMessage());
      return false;
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("while reading job " + jobId);
    } catch (IOException e) {
      complain(jobId, "job file cannot be read: " + e);
      return false;
    }
    complained.remove(jobId);
    for (Outgoing event : ledger.fresh(job, mapper.map(job))) {
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> "job " + jobId + ": " + event.id() + " " + event.subject());
      outlet.put(event);
    }
    return true;
  }

  /** Every new event of the whole queue is handed on; false if some file could not be read. */
  boolean takeAll() throws IOException, InterruptedException {
    TreeSet<Long> jobs = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(queueDir)) {
      for (Path file : files) {
        JobFile.idOf(file.getFileName().toString()).ifPresent(jobs::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    boolean whole = true;
    for (long job : jobs) {
      whole &= take(job);
    }
    ledger.keepOnly(jobs);
    return whole;
  }

  /** One line per file, not one per rescan. */
  private void complain(long jobId, String what) {
    if (complained.size() < MAX_COMPLAINTS && complained.add(jobId)) {
      LOG.log(System.Logger.Level.WARNING, what);
    }
  }
}
