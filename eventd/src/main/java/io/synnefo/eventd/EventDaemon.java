package io.synnefo.eventd;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The daemon's threads: one watches and reads, one publishes, the caller's keeps the watermark. */
final class EventDaemon {
  private static final System.Logger LOG = System.getLogger(EventDaemon.class.getName());
  private static final Duration FLUSH = Duration.ofSeconds(3);
  private static final long SAVE_MILLIS = 1000;

  private final Watermark watermark;
  private final Publisher publisher;
  private final Thread watching;
  private final Thread publishing;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean failed;

  EventDaemon(EventdSettings settings) throws IOException {
    this.watermark = Watermark.load(settings.watermarkDir(), settings.clusterUuid());
    JobLedger ledger = new JobLedger(watermark);
    this.publisher =
        new Publisher(
            new BrokerConnector(settings.broker(), "synnefo-eventd " + settings.nodeName()),
            settings.broker().exchange(),
            ledger::confirmed);
    EventMapper mapper =
        new EventMapper(settings.clusterName(), settings.clusterUuid(), List.of(settings.prefix()));
    JobIntake intake = new JobIntake(settings.queueDir(), mapper, ledger, publisher);
    this.watching =
        thread(
            "watcher",
            new JobQueueWatcher(
                settings.queueDir(),
                intake,
                new MasterCheck(settings.dataDir(), settings.nodeName())));
    this.publishing = thread("publisher", publisher);
  }

  /** Runs until it is stopped (true) or a thread of it dies of a defect (false). */
  boolean run() throws InterruptedException {
    publishing.start();
    watching.start();
    while (!ended.await(SAVE_MILLIS, TimeUnit.MILLISECONDS)) {
      save();
    }
    return !failed;
  }

  /** What was taken in is confirmed and the watermark saved, as far as a few seconds allow. */
  void stop() throws InterruptedException {
    watching.interrupt();
    publisher.stop(publishing, FLUSH);
    save();
    ended.countDown();
  }

  private void save() {
    try {
      watermark.save();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the watermark is not saved, will try on: " + e);
    }
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setUncaughtExceptionHandler(
        (dead, defect) -> {
          LOG.log(System.Logger.Level.ERROR, "the " + name + " died of a defect", defect);
          failed = true;
          ended.countDown();
        });
    return thread;
  }
}
