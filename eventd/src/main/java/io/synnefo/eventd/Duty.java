package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the master's daemon does, and only it: takes over with a scan from the watermark, takes in
 * what changes, and hands over with the watermark saved. Used by one thread, but for the status.
 */
final class Duty {
  private static final System.Logger LOG = System.getLogger(Duty.class.getName());
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path queueDir;
  private final Path stateDir;
  private final List<String> prefixes;
  private final long lookback;
  private final Mastership mastership;
  private final Spools spools;
  private final Tally tally;
  private final FetchedJobs fetched;
  private final ClosedJobs closed;
  private long checkedAt = System.nanoTime() - CHECK_NANOS;
  private long scannedAt;
  private boolean due = true;
  private boolean again;
  private Luxid.@Nullable ClusterInfo cluster;
  private @Nullable JobIntake intake;
  private @Nullable Scan scan;
  private boolean stalled;
  private long stalledAt;
  private volatile DutyStatus status = DutyStatus.NONE;
  private volatile String fault = "";
  private volatile String saveFault = "";

  Duty(EventdSettings settings, Mastership mastership, Spools spools, Tally tally) {
    this.queueDir = settings.queueDir();
    this.stateDir = settings.stateDir();
    this.prefixes = settings.prefixes();
    this.lookback = settings.archiveLookbackJobs();
    this.mastership = mastership;
    this.spools = spools;
    this.tally = tally;
    this.fetched = new FetchedJobs(stateDir);
    this.closed = new ClosedJobs(new Luxid(settings.luxidSocket()));
  }

  /** Jobs that this node never got; it is added to while another node is the master. */
  FetchedJobs fetched() {
    return fetched;
  }

  /** Does what is due now; true if there is more to do at once. */
  boolean tick() {
    if (System.nanoTime() - checkedAt >= CHECK_NANOS) {
      checkRole();
      save();
      checkedAt = System.nanoTime();
    }
    JobIntake on = intake;
    if (on == null) {
      return false;
    }
    boolean soon = System.nanoTime() - stalledAt < CHECK_NANOS;
    if (stalled && (soon || !spools.haveRoom())) {
      return false;
    }
    return scanOn(on);
  }

  /** These jobs' files were replaced. */
  void changed(Set<Long> jobs) {
    JobIntake on = intake;
    if (on == null || stalled) {
      due = true;
      return;
    }
    try {
      for (long job : jobs) {
        JobIntake.Found found = on.take(job);
        again |= found == JobIntake.Found.BAD;
        if (found == JobIntake.Found.CLOSED) {
          closed.add(job);
        }
      }
      on.flush();
    } catch (NoRoomException e) {
      stall(e);
    }
  }

  /** Some change may have gone unnoticed: all is looked at anew. */
  void rescan() {
    due = true; // a scan under way ends first: it may have passed what has changed since
  }

  /** Hands over: nothing is taken in any more, and the watermark is saved. */
  void leave() {
    save();
    intake = null;
    cluster = null;
    scan = null;
    due = true;
    stalled = false;
    fault = "";
    closed.clear();
    tally.forgetBad();
  }

  private void checkRole() {
    Optional<Luxid.ClusterInfo> found = mastership.check();
    if (found.isEmpty()) {
      if (intake != null || !fault.isEmpty()) {
        leave();
      }
      fetched.open();
    } else if (!found.get().equals(cluster)) {
      takeOver(found.get());
    }
  }

  private void takeOver(Luxid.ClusterInfo found) {
    if (intake != null) {
      leave(); // only then: a fault that goes on is told once
    }
    fetched.close(); // what is not there yet would not be found by the scan
    try {
      Watermark watermark = Watermark.load(stateDir, found.uuid(), prefixes);
      EventMapper mapper = new EventMapper(found.name(), found.uuid(), prefixes);
      Path otherwise = fetched.of(found.uuid());
      intake = new JobIntake(queueDir, otherwise, mapper, watermark, spools, tally);
      cluster = found;
      fault = "";
      if (!fetched.ids(found.uuid()).isEmpty()) {
        LOG.log(
            System.Logger.Level.INFO,
            fetched.count() + " jobs that this node never got were fetched from another master");
      }
    } catch (IOException e) {
      fail("the watermark cannot be read, will try on: " + e);
    }
  }

  private boolean scanOn(JobIntake on) {
    try {
      closed.ask(on);
      Scan running = scan;
      if (running == null && isDue()) {
        running = new Scan(queueDir, on, lookback);
        scan = running;
        due = false;
        again = false;
        tally.scans.increment();
        scannedAt = System.nanoTime();
      }
      if (running == null) {
        return false;
      }
      running.step(STEP_NANOS);
      recovered();
      if (running.isDone()) {
        ended(running);
      }
      return !running.isDone();
    } catch (NoRoomException e) {
      stall(e);
    } catch (IOException e) {
      fail("the queue cannot be read, will try on: " + e);
      scan = null;
      again = true;
    }
    return false;
  }

  private void ended(Scan finished) {
    finished.closed().forEach(closed::add);
    again |= finished.isIncomplete();
    scan = null;
    if (finished.fault().isEmpty()) {
      fault = "";
    } else {
      fail(finished.fault());
    }
  }

  private boolean isDue() {
    boolean waited = System.nanoTime() - scannedAt > RETRY_NANOS;
    return stalled || due || (again && waited);
  }

  private void stall(NoRoomException e) {
    due = true;
    scan = null;
    fail(e.getMessage() + "; reading stops, and goes on with a scan once there is room");
    stalled = true;
    stalledAt = System.nanoTime();
  }

  private void recovered() {
    if (stalled) {
      LOG.log(System.Logger.Level.INFO, "the spool takes events again");
      fault = "";
    }
    stalled = false;
  }

  private void save() {
    JobIntake on = intake;
    try {
      spools.save();
      if (on != null) {
        on.watermark().save();
        dropSettled(on);
        status = DutyStatus.of(on.watermark(), scan != null || due);
      } else {
        status = DutyStatus.NONE;
      }
      saveFault = "";
    } catch (IOException e) {
      String why = "what is done with is not saved, will try on: " + e;
      if (!why.equals(saveFault)) {
        LOG.log(System.Logger.Level.WARNING, why);
      }
      saveFault = why;
    }
  }

  /** What is settled, and noted so, need not be kept any more. */
  private void dropSettled(JobIntake on) throws IOException {
    Luxid.ClusterInfo of = cluster;
    if (of != null) {
      fetched.drop(of.uuid(), on.watermark()::isSettled);
    }
  }

  private void fail(String why) {
    if (!why.equals(fault)) {
      LOG.log(System.Logger.Level.ERROR, why);
    }
    fault = why;
  }

  DutyStatus status() {
    return status;
  }

  /** What keeps events from being taken in; empty if nothing does. */
  String fault() {
    return fault.isEmpty() ? saveFault : fault;
  }
}
