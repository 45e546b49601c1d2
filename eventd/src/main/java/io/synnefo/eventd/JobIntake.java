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

  private final Path queueDir;
  private final EventMapper mapper;
  private final Watermark watermark;
  private final Spools spools;
  private final Tally tally;
  private final Map<Long, Job> pendingJobs = new HashMap<>();
  private final List<Outgoing> pending = new ArrayList<>();

  /** How a job file was found. */
  enum Found {
    /** Its events are on their way into the spool, or were before. */
    TAKEN,
    /** There is no such file on this node. */
    GONE,
    /** It cannot be used, as the log says. */
    BAD
  }

  JobIntake(Path queueDir, EventMapper mapper, Watermark watermark, Spools spools, Tally tally) {
    this.queueDir = queueDir;
    this.mapper = mapper;
    this.watermark = watermark;
    this.spools = spools;
    this.tally = tally;
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
      take(JobFile.read(queueDir, jobId));
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

  /** The same for a job that was read elsewhere. */
  void take(Job job) throws NoRoomException {
    if (pendingJobs.containsKey(job.id())) {
      flush();
    }
    Set<String> told = watermark.told(job.id());
    for (Outgoing event : mapper.map(job)) {
      if (!told.contains(event.id())) {
        LOG.log(System.Logger.Level.DEBUG, "read {0} of {1}", event.id(), event.subject());
        pending.add(event);
      }
    }
    tally.jobsRead.increment();
    if (told.isEmpty()) {
      tally.foreign.add(mapper.foreign(job));
    }
    pendingJobs.put(job.id(), job);
    if (pending.size() >= BATCH || pendingJobs.size() >= BATCH) {
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
      pendingJobs.clear();
    }
  }

  private void note(Job job) {
    if (job.ended()) {
      watermark.settle(job.id());
    } else {
      watermark.tell(job.id(), mapper.map(job).stream().map(Outgoing::id).toList());
    }
  }

  /** One line per fault, not one per rescan. */
  private void complain(long jobId, String what) {
    if (tally.bad(jobId, what)) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", "job-" + jobId, what);
    }
  }
}
