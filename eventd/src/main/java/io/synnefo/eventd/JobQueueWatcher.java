package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Hands every job file that is renamed into the queue to the intake, while this node is active.
 *
 * <p>Scans the whole directory at start, when the node becomes active, when events were lost and
 * when the directory was away.
 */
final class JobQueueWatcher implements Runnable {
  private static final System.Logger LOG = System.getLogger(JobQueueWatcher.class.getName());
  private static final long TICK_MILLIS = 1000;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path queueDir;
  private final JobIntake intake;
  private final BooleanSupplier active;
  private boolean scanned;
  private boolean incomplete;
  private long scannedAt;
  private boolean away;

  JobQueueWatcher(Path queueDir, JobIntake intake, BooleanSupplier active) {
    this.queueDir = queueDir;
    this.intake = intake;
    this.active = active;
  }

  /** Watches until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try (WatchService events = queueDir.getFileSystem().newWatchService()) {
          watch(events);
        } catch (IOException e) {
          complain(e);
        }
        scanned = false;
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the watcher stops");
    }
  }

  /** Returns when the directory is no longer the one that is watched. */
  private void watch(WatchService events) throws IOException, InterruptedException {
    // a file renamed into place, over another one or not, is an ENTRY_CREATE
    WatchKey key = queueDir.register(events, StandardWatchEventKinds.ENTRY_CREATE);
    Object directory = identity();
    LOG.log(System.Logger.Level.INFO, "watching " + queueDir);
    away = false;
    while (directory.equals(identity())) {
      boolean now = active.getAsBoolean();
      scanIfDue(now);
      WatchKey ready = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (ready != null) {
        drain(ready, now);
        if (!key.reset()) {
          return;
        }
      }
    }
  }

  private void scanIfDue(boolean now) throws IOException, InterruptedException {
    scanned &= now;
    boolean retry = incomplete && System.nanoTime() - scannedAt > RETRY_NANOS;
    if (now && (!scanned || retry)) {
      scanned = true;
      incomplete = !intake.takeAll();
      scannedAt = System.nanoTime();
    }
  }

  private void drain(WatchKey ready, boolean now) throws InterruptedException {
    for (WatchEvent<?> event : ready.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        LOG.log(
            System.Logger.Level.INFO, "more changes than could be noted: the queue is read anew");
        scanned = false;
      } else if (now && event.context() instanceof Path name) {
        OptionalLong job = JobFile.idOf(name.toString());
        if (job.isPresent()) {
          incomplete |= !intake.take(job.getAsLong());
        }
      }
    }
  }

  private Object identity() throws IOException {
    Object key = Files.readAttributes(queueDir, BasicFileAttributes.class).fileKey();
    return key == null ? queueDir : key;
  }

  private void complain(IOException e) {
    if (!away) {
      LOG.log(
          System.Logger.Level.ERROR,
          "queue directory " + queueDir + " cannot be read, will try on: " + e);
    }
    away = true;
  }
}
