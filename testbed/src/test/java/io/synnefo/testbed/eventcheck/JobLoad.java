package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.RawRapi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Submits jobs of many kinds to a cluster, few of them at a time, from a thread of its own. While
 * nobody answers it keeps trying.
 */
final class JobLoad implements AutoCloseable {
  static final int INSTANCES = 3;

  private static final System.Logger LOG = System.getLogger(JobLoad.class.getName());
  private static final int AT_A_TIME = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(7);
  private static final Pattern UNDER_WAY =
      Pattern.compile("\"status\": ?\"(queued|waiting|running|canceling)\"");

  private final Nodes nodes;
  private final RawRapi rapi;
  private final Thread thread = new Thread(this::run, "job-load");
  private final Set<Long> open = new HashSet<>();
  private final AtomicInteger submitted = new AtomicInteger();
  private final AtomicInteger wanted = new AtomicInteger();
  private int kind;

  JobLoad(Nodes nodes) {
    this.nodes = nodes;
    this.rapi = new RawRapi(nodes.env());
    thread.setDaemon(true);
    thread.start();
  }

  /** That many more jobs are going to be submitted. */
  void want(int more) {
    wanted.addAndGet(more);
  }

  int submitted() {
    return submitted.get();
  }

  /** That many jobs have been submitted. */
  void awaitSubmitted(int count) {
    await(count + " jobs").atMost(PATIENCE).until(() -> submitted() >= count);
  }

  /** All that is wanted was submitted, and no job of the cluster is under way. */
  void awaitEnd() {
    awaitEnd(Set.of());
  }

  /** Ditto, but for jobs whose node died: Ganeti notices minutes later. */
  void awaitEnd(Set<Long> orphans) {
    awaitSubmitted(wanted.get());
    await("the end of all jobs")
        .atMost(PATIENCE)
        .until(
            () ->
                new JobFolders(nodes.queues())
                    .truth()
                    .allMatch(op -> Statuses.isFinal(op.status()) || orphans.contains(op.jobId())));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        open.removeIf(this::hasEnded);
        if (submitted.get() < wanted.get() && open.size() < AT_A_TIME) {
          submit();
        } else {
          Thread.sleep(10); // this is the load, no test that waits
        }
      }
    } catch (InterruptedException end) {
      LOG.log(System.Logger.Level.DEBUG, "ends");
    }
  }

  private boolean hasEnded(long job) {
    Path file = nodes.queue(nodes.master()).resolve("job-" + job);
    try {
      return !UNDER_WAY.matcher(Files.readString(file)).find();
    } catch (IOException archived) {
      return true;
    }
  }

  private void submit() throws InterruptedException {
    try {
      String[] call = call(kind).split(" ", 2);
      RawRapi.Answer answer = rapi.call(call[0], call[1], "application/json", body(kind));
      if (answer.status() != 200) {
        throw new IOException(call[1] + ": " + answer);
      }
      open.add(Long.parseLong(answer.body()));
      submitted.incrementAndGet();
      kind++;
    } catch (IOException notNow) {
      LOG.log(System.Logger.Level.DEBUG, "trying again: {0}", notNow.toString());
      Thread.sleep(100);
    }
  }

  /** Those a cloud makes, those that fail, those of others, and what is no instance. */
  private static String call(int number) {
    String instance = "/2/instances/snf-" + (1 + number % INSTANCES);
    String reason = "reason=load-" + number;
    return switch (number % 8) {
      case 0, 4 -> "POST " + instance + "/reboot?type=hard&" + reason;
      case 1 -> "PUT " + instance + "/shutdown?" + reason;
      case 2 -> "PUT /2/tags?dry-run=1&tag=snf:eventd:heartbeat:" + number + "&" + reason;
      case 3 -> "PUT " + instance + "/tags?tag=load-" + number + "&" + reason;
      case 5 -> "PUT /2/instances/snf-404/startup?" + reason;
      case 6 -> "PUT /2/instances/other-1/startup?" + reason;
      default -> "PUT " + instance + "/startup?" + reason;
    };
  }

  private static String body(int number) {
    return number % 8 == 1 ? "{\"timeout\":5}" : "";
  }

  @Override
  public void close() {
    thread.interrupt();
    await("the end of the load").atMost(PATIENCE).until(() -> !thread.isAlive());
  }
}
