package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands every job file that is renamed into the queue to the shift that is on duty, while this node
 * is the master.
 */
final class JobQueueWatcher implements Runnable {
  private static final System.Logger LOG = System.getLogger(JobQueueWatcher.class.getName());
  private static final long TICK_MILLIS = 1000;
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final Path queueDir;
  private final Duty duty;
  private final Tally tally;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch looked = new CountDownLatch(1);
  private volatile @Nullable WatchService current;
  private volatile String fault = "not looked yet";
  private long drainedAt = System.nanoTime() - BETWEEN_NANOS;

  JobQueueWatcher(Path queueDir, Duty duty, Tally tally) {
    this.queueDir = queueDir;
    this.duty = duty;
    this.tally = tally;
  }

  /** Watches until it is stopped; the watermark is saved then. */
  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0) {
        try (WatchService events = queueDir.getFileSystem().newWatchService()) {
          current = events;
          watch(events);
        } catch (IOException e) {
          complain(e);
        }
        duty.tick(); // who is master is told even while there is no queue
        if (stopping.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the watcher stops");
    } finally {
      looked.countDown();
    }
    duty.leave();
  }

  /** Returns once the queue is watched, or was found not to be there. */
  void awaitFirstLook() throws InterruptedException {
    looked.await();
  }

  /** Ends the thread soon. It is not interrupted: that would close the files it is writing. */
  void stop() throws IOException {
    stopping.countDown();
    WatchService events = current;
    if (events != null) {
      events.close();
    }
  }

  /** Why the queue cannot be read; empty if it can. */
  String fault() {
    return fault;
  }

  /** Returns when the directory is no longer the one that is watched. */
  private void watch(WatchService events) throws IOException, InterruptedException {
    // a file renamed into place, over another one or not, is an ENTRY_CREATE
    WatchKey key = queueDir.register(events, StandardWatchEventKinds.ENTRY_CREATE);
    Object directory = identity();
    duty.rescan();
    LOG.log(System.Logger.Level.INFO, "watching " + queueDir);
    fault = "";
    looked.countDown();
    while (stopping.getCount() > 0 && directory.equals(identity())) {
      boolean busy = duty.tick();
      WatchKey ready = events.poll(busy ? 0 : TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (ready != null) {
        gather();
        drain(ready);
        if (!key.reset()) {
          return;
        }
      }
    }
  }

  /**
   * What comes one by one is taken at once, what comes thick and fast together: to put it on disk
   * each time would hold up who writes these files, since both wait for one journal.
   */
  private void gather() throws InterruptedException {
    long left = drainedAt + BETWEEN_NANOS - System.nanoTime();
    if (left > 0 && stopping.await(left, TimeUnit.NANOSECONDS)) {
      LOG.log(System.Logger.Level.DEBUG, "the watcher is told to end");
    }
  }

  void drain(WatchKey ready) {
    Set<Long> jobs = new LinkedHashSet<>();
    for (WatchEvent<?> event : ready.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        LOG.log(
            System.Logger.Level.INFO, "more changes than could be noted: the queue is read anew");
        tally.overflows.increment();
        duty.rescan();
      } else if (event.context() instanceof Path name) {
        OptionalLong job = JobFile.idOf(name.toString());
        if (job.isPresent()) {
          jobs.add(job.getAsLong());
        }
      }
    }
    if (!jobs.isEmpty()) { // what Ganeti writes first under another name tells nothing
      duty.changed(jobs);
      drainedAt = System.nanoTime();
    }
  }

  private Object identity() throws IOException {
    Object key = Files.readAttributes(queueDir, BasicFileAttributes.class).fileKey();
    return key == null ? queueDir : key;
  }

  private void complain(IOException e) {
    if (fault.isEmpty() || fault.equals("not looked yet")) {
      LOG.log(
          System.Logger.Level.ERROR,
          "queue directory " + queueDir + " cannot be read, will try on: " + e);
    }
    fault = "queue directory " + queueDir + " cannot be read: " + e;
    looked.countDown();
  }
}
