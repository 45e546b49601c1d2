package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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
  private final Map<Long, Told> pendingJobs = new HashMap<>();
  private final Set<Long> pendingEnds = new HashSet<>();
  private final List<Outgoing> pending = new ArrayList<>();
  private long pendingBytes;
  private boolean begun; // an opcode of which events are in the spool, but not all

  /** How a job file was found. */
  enum Found {
    /** Its events are on their way into the spool, or were before. */
    TAKEN,
    /** There is no such file on this node. */
    GONE,
    /** Only Ganeti may read it, so far. */
    CLOSED,
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
      if (pendingJobs.containsKey(jobId)) {
        flush();
      }
      taken(read(jobId));
      tally.good(jobId);
      return Found.TAKEN;
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "job " + jobId + " is gone");
      tally.good(jobId);
      return Found.GONE;
    } catch (AccessDeniedException e) {
      LOG.log(System.Logger.Level.DEBUG, "job " + jobId + " is closed to us: " + e.getMessage());
      return Found.CLOSED;
    } catch (BadJobFileException e) {
      complain(jobId, "job file is left aside: " + e.getMessage());
    } catch (IOException e) {
      complain(jobId, "job file cannot be read: " + e);
    }
    return Found.BAD;
  }

  /** Jobs whose files could not be used when they were looked at. */
  Set<Long> bad() {
    return tally.bad();
  }

  private Job read(long jobId) throws IOException, BadJobFileException, NoRoomException {
    try {
      return JobFile.read(queueDir, jobId, this::take);
    } catch (NoSuchFileException e) {
      return JobFile.in(fetchedDir, jobId, this::take);
    }
  }

  /** The same for a job that was read elsewhere. */
  void take(Job job) throws NoRoomException {
    for (Job.Op op : job.ops()) {
      take(job, op);
    }
    taken(job);
    tally.good(job.id());
  }

  /** All its opcodes are taken. */
  private void taken(Job job) throws NoRoomException {
    tally.jobsRead.increment();
    pendingJobs.computeIfAbsent(job.id(), id -> new Told());
    if (job.ended()) {
      pendingEnds.add(job.id());
    }
    if (pendingJobs.size() >= BATCH) {
      flush();
    }
  }

  private void take(Job job, Job.Op op) throws NoRoomException {
    Told told = watermark.told(job.id());
    if (told.contains(op)) {
      return;
    }
    boolean inside = false;
    for (Iterator<Outgoing> events = mapper.map(job, op).iterator(); events.hasNext(); ) {
      if (pendingBytes >= BATCH_BYTES) {
        flush(); // with the opcode before this one noted as told
        begun = inside; // its rest goes in, full or not, or all of it would come again and again
      }
      inside = true;
      Outgoing event = events.next();
      LOG.log(System.Logger.Level.DEBUG, "read {0} of {1}", event.id(), event.subject());
      pending.add(event);
      pendingBytes += event.body().length;
    }
    if (!told.knows(op)) {
      tally.foreign.add(mapper.foreign(op));
    }
    pendingJobs.computeIfAbsent(job.id(), id -> new Told()).add(op);
  }

  /** Everything taken is in the spool, on disk, and the watermark knows. */
  void flush() throws NoRoomException {
    try {
      if (!pending.isEmpty() && !spools.append(pending, begun)) {
        throw new NoRoomException("the spool is full");
      }
      tally.events.add(pending.size());
      pendingJobs.forEach(watermark::tell);
      pendingEnds.forEach(watermark::settle);
    } catch (IOException e) {
      throw new NoRoomException("the spool cannot be written: " + e);
    } finally {
      pending.clear();
      pendingBytes = 0;
      pendingJobs.clear();
      pendingEnds.clear();
      begun = false;
    }
  }

  /** One line per fault, not one per rescan. The text has the file's name. */
  void complain(long jobId, String what) {
    if (tally.bad(jobId, what)) {
      LOG.log(System.Logger.Level.WARNING, "{1}", "job-" + jobId, what);
    }
  }
}
