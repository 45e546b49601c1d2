package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns job files into events in the spool. The watermark advances only over what is there. Used by
 * one thread, while this node is the master.
 */
final class JobIntake {
  private static final System.Logger LOG = System.getLogger(JobIntake.class.getName());
  private static final int BATCH = 256;
  private static final int BATCH_BYTES = 256 << 10;

  private final Path queueDir;
  private final Path fetchedDir;
  private final EventMapper mapper;
  private final Watermark watermark;
  private final Spools spools;
  private final Tally tally;
  private final Map<Long, Taken> pendingJobs = new HashMap<>();
  private final List<Outgoing> pending = new ArrayList<>();
  private long pendingBytes;

  /** What is kept of a job until its events are in the spool. */
  private record Taken(long jobId, boolean ended, List<String> eventIds) {}

  /** How a job file was found. */
  enum Found {
    /** Its events are on their way into the spool, or were before. */
    TAKEN,
    /** There is no such file on this node. */
    GONE,
    /** It cannot be used, as the log says. */
    BAD
  }

  /** Takes jobs from the queue, and those it never got from where they were fetched to. */
  JobIntake(
      Path queueDir,
      Path fetchedDir,
      EventMapper mapper,
      Watermark watermark,
      Spools spools,
      Tally tally) {
    this.queueDir = queueDir;
    this.fetchedDir = fetchedDir;
    this.mapper = mapper;
    this.watermark = watermark;
    this.spools = spools;
    this.tally = tally;
  }

  Path fetchedDir() {
    return fetchedDir;
  }

  Watermark watermark() {
    return watermark;
  }

  /** Every new event of that job is in the spool after the next {@link #flush}, or is now. */
  Found take(long jobId) throws NoRoomException {
    if (watermark.isSettled(jobId)) {
      return Found.TAKEN;
    }
    try {
      take(read(jobId));
      tally.good(jobId);
      return Found.TAKEN;
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "job " + jobId + " is gone");
      tally.good(jobId);
      return Found.GONE;
    } catch (BadJobFileException e) {
      complain(jobId, "job file is left aside: " + e.getMessage());
    } catch (IOException e) {
      complain(jobId, "job file cannot be read: " + e);
    }
    return Found.BAD;
  }

  private Job read(long jobId) throws IOException, BadJobFileException {
    try {
      return JobFile.read(queueDir, jobId);
    } catch (NoSuchFileException e) {
      return JobFile.in(fetchedDir, jobId);
    }
  }

  /** The same for a job that was read elsewhere. */
  void take(Job job) throws NoRoomException {
    if (pendingJobs.containsKey(job.id())) {
      flush();
    }
    Set<String> told = watermark.told(job.id());
    List<Outgoing> events = mapper.map(job);
    for (Outgoing event : events) {
      if (!told.contains(event.id())) {
        LOG.log(System.Logger.Level.DEBUG, "read {0} of {1}", event.id(), event.subject());
        pending.add(event);
        pendingBytes += event.body().length;
      }
    }
    tally.jobsRead.increment();
    if (told.isEmpty()) {
      tally.foreign.add(mapper.foreign(job));
    }
    List<String> ids = events.stream().map(Outgoing::id).toList();
    pendingJobs.put(job.id(), new Taken(job.id(), job.ended(), ids));
    if (pendingJobs.size() >= BATCH || pendingBytes >= BATCH_BYTES) {
      flush();
    }
  }

  /** Everything taken is in the spool, on disk, and the watermark knows. */
  void flush() throws NoRoomException {
    try {
      if (!pending.isEmpty() && !spools.append(pending)) {
        throw new NoRoomException("the spool is full");
      }
      tally.events.add(pending.size());
      pendingJobs.values().forEach(this::note);
    } catch (IOException e) {
      throw new NoRoomException("the spool cannot be written: " + e);
    } finally {
      pending.clear();
      pendingBytes = 0;
      pendingJobs.clear();
    }
  }

  private void note(Taken job) {
    if (job.ended()) {
      watermark.settle(job.jobId());
    } else {
      watermark.tell(job.jobId(), job.eventIds());
    }
  }

  /** One line per fault, not one per rescan. */
  private void complain(long jobId, String what) {
    if (tally.bad(jobId, what)) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", "job-" + jobId, what);
    }
  }
}
