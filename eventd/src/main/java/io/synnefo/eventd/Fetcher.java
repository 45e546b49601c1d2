package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * While another node is the master, asks it for the jobs that this node never got: once this node
 * is the master itself, its own luxid knows no more of them than the files here tell.
 */
final class Fetcher implements Runnable {
  private static final System.Logger LOG = System.getLogger(Fetcher.class.getName());
  private static final long LOOK_MILLIS = 1000;
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(20); // the next one goes on
  private static final long CHECK_NANOS = TimeUnit.HOURS.toNanos(1);

  private final RapiClient rapi;
  private final FetchedJobs fetched;
  private final Path stateDir;
  private final String uuidSetting;
  private final long everyNanos;
  private final Supplier<Mastership.RoleStatus> role;
  private final Gaps gaps;
  private final IdRanges refused = new IdRanges();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private String master = "";
  private String uuid = "";
  private boolean checked;
  private long checkedAt;
  private long roundAt;
  private volatile FetchStatus status = FetchStatus.NONE;

  /** Asks that often. */
  Fetcher(
      EventdSettings settings,
      RapiClient rapi,
      FetchedJobs fetched,
      Duration every,
      Supplier<Mastership.RoleStatus> role) {
    this.rapi = rapi;
    this.fetched = fetched;
    this.stateDir = settings.stateDir();
    this.uuidSetting = settings.clusterUuid();
    this.everyNanos = every.toNanos();
    this.role = role;
    this.gaps = new Gaps(settings.queueDir(), settings.archiveLookbackJobs());
  }

  /** Asks once a while until it is stopped. */
  @Override
  public void run() {
    try {
      do {
        tick();
      } while (!stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the fetcher stops");
    }
  }

  /** Ends the thread after the answer that it waits for; nobody need wait for that. */
  void stop() {
    stopping.countDown();
  }

  FetchStatus status() {
    return status;
  }

  /** Asks, if that is due; true if it was. */
  boolean tick() {
    Mastership.RoleStatus now = role.get();
    if (now.role() != Mastership.Role.PASSIVE) {
      master = "";
      status = FetchStatus.NONE;
    } else if (!now.master().equals(master)) {
      master = now.master();
      checked = false;
      refused.clear(); // another master may know more
      roundAt = System.nanoTime() - everyNanos * 2 / 3; // its RAPI starts after it is named
    } else if (System.nanoTime() - roundAt >= everyNanos) {
      round();
      roundAt = System.nanoTime();
      return true;
    }
    return false;
  }

  private void round() {
    FetchRound round = null;
    String fault = "";
    try {
      if (!checked || System.nanoTime() - checkedAt >= CHECK_NANOS) {
        check();
      }
      List<Long> newest = gaps.newest(FetchedJobs.MAX_FILES);
      fetched.drop(uuid, id -> gaps.hasSeen(id) || isOneTooMany(id, newest));
      round = new FetchRound(rapi, fetched, uuid, refused, newest);
      long end = System.nanoTime() + ROUND_NANOS;
      round.fetch(() -> goesOn() && System.nanoTime() - end < 0);
    } catch (IOException e) {
      fault = "jobs that this node never got cannot be fetched, will try on: " + e.getMessage();
      if (!fault.equals(status.fault())) {
        LOG.log(System.Logger.Level.WARNING, fault);
      }
    }
    IdRanges missing = round == null ? new IdRanges() : round.missing();
    status = new FetchStatus(0, missing.toString(), missing.count(), fault);
  }

  /**
   * What is not among the newest may still be missed, unless those alone are as many as allowed.
   */
  private static boolean isOneTooMany(long id, List<Long> newest) {
    return newest.size() == FetchedJobs.MAX_FILES && id < newest.get(newest.size() - 1);
  }

  /** Which cluster it is, and that its jobs may be asked for, needed or not: better known early. */
  private void check() throws IOException {
    Luxid.ClusterInfo found = rapi.cluster();
    if (!found.master().equalsIgnoreCase(master)) {
      throw new IOException("RAPI says that " + found.master() + " is the master, not " + master);
    }
    uuid = ClusterNote.uuid(uuidSetting.isEmpty() ? found.uuid() : uuidSetting);
    fetched.only(uuid);
    gaps.forget();
    gaps.add(Watermark.settled(stateDir, uuid));
    try {
      rapi.job(1);
    } catch (BadJobFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "it may be asked, though " + e.getMessage());
    }
    checked = true;
    checkedAt = System.nanoTime();
  }

  private boolean goesOn() {
    Mastership.RoleStatus now = role.get();
    return stopping.getCount() > 0
        && now.role() == Mastership.Role.PASSIVE
        && now.master().equals(master);
  }
}
