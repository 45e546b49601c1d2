package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.ganeti.RawRapi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final int KINDS = 16;
  private static final int CANCELED = 15;
  private static final String CONNECT =
      "{\"group_name\":\"default\",\"network_mode\":\"bridged\",\"network_link\":\"br0\"}";

  private static final String DISCONNECT = "{\"group_name\":\"default\"}";

  private final Nodes nodes;
  private final RawRapi rapi;
  private final Thread thread = new Thread(this::run, "job-load");
  private final Set<Long> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger submitted = new AtomicInteger();
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile String trouble = "none";
  private int kind;

  /** A request to RAPI that becomes a job. */
  private record Call(String method, String path, String body) {}

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

  /** Those are not waited for before others are submitted: nobody works on them any more. */
  void abandon(Set<Long> jobs) {
    open.removeAll(jobs);
  }

  int submitted() {
    return submitted.get();
  }

  /** That many jobs have been submitted. */
  void awaitSubmitted(int count) {
    await(count + " jobs")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertTrue(submitted() >= count, this::state));
  }

  private String state() {
    return submitted + " submitted, waiting for " + open + ", last trouble: " + trouble;
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
    } catch (RuntimeException e) {
      trouble = "no more jobs come, for " + e;
      throw e;
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
      Call call = call(kind);
      String path = call.path() + (call.path().contains("?") ? "&" : "?") + "reason=load-" + kind;
      RawRapi.Answer answer = rapi.call(call.method(), path, "application/json", call.body());
      if (answer.status() != 200) {
        throw new IOException(path + ": " + answer);
      }
      if (kind % KINDS == CANCELED) { // while it is queued, as a rule
        rapi.call("DELETE", "/2/jobs/" + answer.body().strip(), "", "");
      }
      open.add(Long.parseLong(answer.body()));
      submitted.incrementAndGet();
      kind++;
    } catch (IOException notNow) {
      trouble = notNow.toString();
      LOG.log(System.Logger.Level.DEBUG, "trying again: {0}", trouble);
      Thread.sleep(100);
    }
  }

  /**
   * Those a cloud makes, those that fail, those of others, and what is no instance: a network is
   * made, connected, tagged, disconnected and removed.
   */
  private static Call call(int number) {
    String instance = "/2/instances/snf-" + (1 + number % INSTANCES);
    String net = "snf-net-" + number / KINDS;
    return switch (number % KINDS) {
      case 1 -> new Call("PUT", instance + "/shutdown", "{\"timeout\":5}");
      case 2 -> new Call("PUT", "/2/tags?dry-run=1&tag=snf:eventd:heartbeat:" + number, "");
      case 3 -> new Call("PUT", instance + "/tags?tag=load-" + number, "");
      case 4 -> new Call("POST", "/2/networks", network(net));
      case 5 -> new Call("PUT", "/2/instances/snf-404/startup", "");
      case 6 -> new Call("PUT", "/2/networks/" + net + "/connect", CONNECT);
      case 7 -> new Call("PUT", instance + "/startup", "");
      case 8 -> new Call("PUT", "/2/networks/" + net + "/tags?tag=load-" + number, "");
      case 9 -> new Call("PUT", "/2/instances/other-1/startup", "");
      case 10 -> new Call("PUT", "/2/groups/default/modify", "{\"alloc_policy\":\"preferred\"}");
      case 11 -> new Call("PUT", "/2/networks/" + net + "/disconnect", DISCONNECT);
      case 12 -> new Call("PUT", "/2/modify", "{\"candidate_pool_size\":10}");
      case 13 -> new Call("DELETE", "/2/networks/" + net, "");
      default -> new Call("POST", instance + "/reboot?type=hard", "");
    };
  }

  private static String network(String name) {
    return "{\"network_name\":\"" + name + "\",\"network\":\"10.99.0.0/24\"}";
  }

  @Override
  public void close() {
    thread.interrupt();
    await("the end of the load").atMost(PATIENCE).until(() -> !thread.isAlive());
  }
}
