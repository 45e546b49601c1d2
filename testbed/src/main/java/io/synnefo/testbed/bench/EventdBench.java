package io.synnefo.testbed.bench;

import io.synnefo.testbed.ganeti.FakeGaneti;
import io.synnefo.testbed.ganeti.FakeGanetiSettings;
import io.synnefo.testbed.ganeti.GanetiEnv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./synnefo bench eventd}: how fast the event daemon is, and how large. */
public final class EventdBench {
  private static final int WARM_UP = 800;
  private static final int RENAMES = WARM_UP + 200;
  private static final int REST_SECONDS = 20;
  private static final double MILLIS = 1000.0;

  private final Path state;
  private final Path jar;
  private final GanetiEnv ganeti;
  private final JobWriter jobs;
  private final Map<String, String> broker;
  private final int burst;
  private final int archived;
  private final List<Figure> figures = new ArrayList<>();

  private EventdBench(Path state, Path root, GanetiEnv ganeti, int burst, int archived)
      throws IOException {
    this.state = state;
    this.jar = root.resolve("eventd/target/synnefo-eventd.jar");
    this.ganeti = ganeti;
    this.jobs =
        new JobWriter(
            root.resolve("wire/src/test/resources/ganeti-samples/OP_INSTANCE_REBOOT.success.json"));
    this.broker = new LinkedHashMap<>();
    for (String line : Files.readAllLines(state.resolve("rabbitmq/env"))) {
      String[] pair = line.split("=", 2);
      broker.put(pair[0], pair[1].replaceAll("^['\"]|['\"]$", ""));
    }
    this.burst = burst;
    this.archived = archived;
  }

  /** {@code EventdBench STATE_DIR CHECKOUT BURST ARCHIVED table|json}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, TimeoutException {
    if (arguments.length != 5) {
      System.err.println("usage: EventdBench STATE_DIR CHECKOUT BURST ARCHIVED table|json");
      System.exit(2);
    }
    Path state = Path.of(arguments[0]);
    String before = Machine.load();
    FakeGanetiSettings settings =
        FakeGanetiSettings.in(state.resolve("ganeti"), UUID.randomUUID().toString());
    try (FakeGaneti ganeti = FakeGaneti.start(settings, Clock.systemUTC())) {
      EventdBench bench =
          new EventdBench(
              state,
              Path.of(arguments[1]),
              ganeti.env(),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]));
      Report report = bench.run(before);
      System.out.print(
          arguments[4].equals("json") ? report.json() + System.lineSeparator() : report.table());
    }
    System.exit(0); // whatever the simulated Ganeti still does
  }

  private Report run(String before) throws IOException, InterruptedException, TimeoutException {
    try (BarePublisher bare = new BarePublisher(broker)) {
      System.err.println("bench: " + archived + " archived jobs");
      atStart(bare);
      System.err.println("bench: " + RENAMES + " jobs, one at a time; then rest");
      byte[] body;
      try (EventdProcess daemon =
          EventdProcess.start(jar, state.resolve("eventd"), ganeti, broker)) {
        daemon.awaitConfirmed(0);
        latency(daemon);
        body = bare.sample();
        rest(daemon);
        System.err.println("bench: " + burst + " job files in one burst");
        burst(daemon);
        memory(daemon, "memory.burst", "memory at most, from start to the burst's end");
      }
      reference(bare, body);
    }
    Map<String, String> told = new LinkedHashMap<>();
    told.put("machine", Machine.describe());
    told.put("load", before + " before, " + Machine.load() + " after");
    return new Report(figures, told);
  }

  /** A node that becomes master for the first time: no watermark, a large archive, one new job. */
  private void atStart(BarePublisher bare) throws IOException, InterruptedException {
    for (long id = 1; id <= archived; id++) {
      jobs.archive(ganeti.queueDir(), id);
    }
    jobs.queue(ganeti.queueDir(), archived + 1L);
    Duration jvm = EventdProcess.bareStart(jar);
    long begin = System.nanoTime();
    try (EventdProcess daemon = EventdProcess.start(jar, state.resolve("eventd"), ganeti, broker)) {
      while (bare.count() < 2) { // the first is the daemon's question whether the queue is bound
        TimeUnit.MILLISECONDS.sleep(5);
      }
      add("start.first", "process start to the first event in the queue", since(begin), "s", "1");
      add("start.jvm", "  a JVM that says its version", seconds(jvm), "s", "");
      daemon.awaitConfirmed(archived + 1L);
      add("start.all", "  to the last one of the archive", since(begin), "s", "");
      memory(daemon, "memory.archive", "memory at most, with the archive");
    }
    begin = System.nanoTime();
    try (EventdProcess daemon = EventdProcess.start(jar, state.resolve("eventd"), ganeti, broker)) {
      daemon.awaitConfirmed(0);
      add("start.again", "a second start, to the end of its scan", since(begin), "s", "");
    }
    bare.purge();
  }

  private void latency(EventdProcess daemon) throws IOException, InterruptedException {
    Samples times = new Samples();
    for (int n = 1; n <= RENAMES; n++) {
      Instant begin = Instant.now();
      jobs.queue(ganeti.queueDir(), archived + 1L + n);
      daemon.awaitConfirmed(n);
      if (n > WARM_UP) { // a daemon is not started anew for each event
        times.add(Duration.between(begin, daemon.lastConfirm()));
      }
    }
    add(
        "rename.p50",
        "rename to confirmed, after " + WARM_UP + " others, p50",
        times.percentile(50),
        "ms",
        "5");
    add("rename.p99", "rename to confirmed, p99", times.percentile(99), "ms", "");
  }

  private void rest(EventdProcess daemon) throws IOException, InterruptedException {
    double before = Machine.cpuSeconds(daemon.pid());
    TimeUnit.SECONDS.sleep(REST_SECONDS);
    double used = Machine.cpuSeconds(daemon.pid()) - before;
    add("rest.cpu", "processor at rest, of one", 100 * used / REST_SECONDS, "%", "");
  }

  private void burst(EventdProcess daemon) throws IOException, InterruptedException {
    long first = archived + 2L + RENAMES;
    long begin = System.nanoTime();
    for (long id = first; id < first + burst; id++) {
      jobs.queue(ganeti.queueDir(), id);
    }
    double written = since(begin);
    daemon.awaitConfirmed(RENAMES + burst);
    add("burst.drained", "first rename to the last confirm", since(begin), "s", "5");
    add("burst.written", "  writing these files alone", written, "s", "");
  }

  private void reference(BarePublisher bare, byte[] body)
      throws IOException, InterruptedException, TimeoutException {
    bare.purge();
    double all = seconds(bare.publish(body, burst));
    add("bare.burst", "  a bare publisher of as many messages", all, "s", "");
    Samples times = new Samples();
    for (int n = 0; n < RENAMES - WARM_UP; n++) {
      times.add(bare.publish(body, 1));
    }
    add("bare.p50", "  a bare publish to its confirm, p50", times.percentile(50), "ms", "");
    bare.purge();
    add("bare.sync", "  a rename and a record synced, p50", disk(body).percentile(50), "ms", "");
  }

  /** What the disk alone takes of it: a job's file comes, and a record is on disk. */
  private Samples disk(byte[] record) throws IOException, InterruptedException {
    Samples times = new Samples();
    Path spool = state.resolve("bare.spool");
    try (FileChannel out =
        FileChannel.open(spool, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int n = WARM_UP; n < RENAMES; n++) {
        TimeUnit.MILLISECONDS.sleep(10); // as often as a job was written before
        Instant begin = Instant.now();
        jobs.queue(ganeti.queueDir(), archived + 2L + RENAMES + burst + n);
        out.write(ByteBuffer.wrap(record));
        out.force(false);
        times.add(Duration.between(begin, Instant.now()));
      }
    }
    return times;
  }

  private void memory(EventdProcess daemon, String key, String label) throws IOException {
    add(key, label, Machine.peakRss(daemon.pid()), "MiB", "80");
  }

  private void add(String key, String label, double value, String unit, String aim) {
    figures.add(new Figure(key, label, value, unit, aim));
  }

  private static double since(long nanos) {
    return seconds(Duration.ofNanos(System.nanoTime() - nanos));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
