package io.synnefo.eventd;

import io.synnefo.program.Daemon;
import io.synnefo.program.Readiness;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import io.synnefo.wire.ganeti.RoutingKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's threads: one watches and reads, one a routing key publishes, one tells the status,
 * and one fetches jobs that this node never got.
 */
final class EventDaemon implements Daemon {
  private static final System.Logger LOG = System.getLogger(EventDaemon.class.getName());
  private static final Duration FLUSH = Duration.ofSeconds(3);
  private static final Duration FETCH_EVERY = Duration.ofMinutes(1);
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(4);

  private final EventdSettings settings;
  private final String version;
  private final Instant started = Instant.now();
  private final StateDir stateDir;
  private final Tally tally = new Tally();
  private final Spools spools;
  private final Link link;
  private final List<Lane> lanes = new ArrayList<>();
  private final Mastership mastership;
  private final Duty duty;
  private final JobQueueWatcher watcher;
  private final Optional<Fetcher> fetcher;
  private final StatusServer statusServer;
  private final Thread watching;
  private final List<Thread> publishing = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean failed;

  EventDaemon(EventdSettings settings, String version) throws IOException {
    this.settings = settings;
    this.version = version;
    this.stateDir = StateDir.take(settings.stateDir());
    this.spools =
        Spools.open(
            stateDir.path, RoutingKeys.ofEvents(settings.prefixes()), settings.spoolMaxBytes());
    this.link =
        new Link(
            new BrokerConnector(settings.broker(), "synnefo-eventd " + settings.nodeName()),
            settings.broker().exchange(),
            spools::depth);
    for (Spool spool : spools.all()) {
      Lane lane = new Lane(spool, link, settings.broker().exchange(), probe(spool.key));
      lanes.add(lane);
      publishing.add(thread("publisher of " + spool.key, lane));
    }
    this.mastership =
        new Mastership(
            settings.dataDir(),
            settings.nodeName(),
            new Luxid(settings.luxidSocket()),
            settings.clusterUuid(),
            stateDir.path);
    this.duty = new Duty(settings, mastership, spools, tally);
    this.watcher = new JobQueueWatcher(settings.queueDir(), duty, tally);
    this.watching = thread("watcher", watcher);
    this.fetcher = settings.rapi().map(this::fetcher);
    this.statusServer =
        new StatusServer(settings.statusSocket(), settings.metricsListen(), this::status);
  }

  /**
   * Runs until it is stopped (true) or a thread of it dies of a defect (false). A queue that is not
   * there yet, or a broker, is waited for: that, too, is running.
   */
  @Override
  public boolean run(Readiness readiness) throws InterruptedException {
    Thread telling = thread("status", statusServer);
    telling.setDaemon(true);
    telling.start();
    fetcher.ifPresent(
        work -> {
          Thread fetching = thread("fetcher", work);
          fetching.setDaemon(true);
          fetching.start();
        });
    publishing.forEach(Thread::start);
    watching.start();
    watcher.awaitFirstLook();
    String fault = watcher.fault();
    String told = fault.isEmpty() ? "watching " + settings.queueDir() : fault;
    readiness.ready(told);
    while (!ended.await(TELL.toMillis(), TimeUnit.MILLISECONDS)) {
      told = tell(readiness, told);
    }
    return !failed;
  }

  /** What systemd has been told now. */
  private String tell(Readiness readiness, String told) throws InterruptedException {
    try {
      String now = status().line();
      if (!now.equals(told)) {
        readiness.status(now); // a process a change: not at each
      }
      return now;
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.DEBUG, "no memory for the status just now");
      return told; // whoever dies of it is waited for here
    }
  }

  /** What was taken in is in the spool, and confirmed as far as a few seconds allow. */
  @Override
  public void stop() throws InterruptedException, IOException {
    fetcher.ifPresent(Fetcher::stop);
    watcher.stop();
    watching.join(LEAVE.toMillis());
    link.stop();
    long end = System.nanoTime() + FLUSH.toNanos();
    for (Thread lane : publishing) {
      lane.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
    link.close();
    if (spools.depth() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          spools.depth() + " events stay in the spool: the next start publishes them");
    }
    spools.save();
    statusServer.close();
    ended.countDown();
  }

  DaemonStatus status() {
    return new DaemonStatus(
        version,
        settings.nodeName(),
        Instant.now(),
        started,
        mastership.status(),
        mastership.uuid(),
        duty.status(),
        fetcher.map(Fetcher::status).orElse(FetchStatus.NONE).withKept(duty.fetched().count()),
        lanes.stream().map(Lane::status).toList(),
        tally.counts(),
        tally.someBad(),
        tally.badFiles(),
        List.of(watcher.fault(), duty.fault(), mastership.fault()));
  }

  /** Asks whether a queue takes what has that key; of one that nobody need listen to, none. */
  private @Nullable Outgoing probe(String key) {
    if (key.equals(RoutingKeys.HEARTBEAT)) {
      return null;
    }
    byte[] body = MessageCodec.encode(new Probe(settings.nodeName(), key));
    String id = "probe:" + settings.nodeName();
    return new Outgoing(key, true, id, key, false, started, body);
  }

  private Fetcher fetcher(EventdSettings.Rapi rapi) {
    RapiClient client = new RapiClient(rapi, settings.dataDir());
    return new Fetcher(settings, client, duty.fetched(), FETCH_EVERY, mastership::status);
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
