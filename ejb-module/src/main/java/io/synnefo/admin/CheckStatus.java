package io.synnefo.admin;

import io.synnefo.backend.Backend;
import io.synnefo.backend.BackendStatus;
import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.Heartbeat;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.OpCodes;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.WorkQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a question through every cluster, and one to the broker directly: a tag that is set on the
 * cluster in a dry run, which changes nothing and is a job like any other. Runs outside any
 * transaction.
 */
@ApplicationScoped
public class CheckStatus {
  /** How long an answer is waited for, in seconds, where nobody says. */
  public static final int USUAL_SECONDS = 20;

  private static final int MOST_SECONDS = 45;
  private static final Duration AFTER_THE_END = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

  private static final System.Logger LOG = System.getLogger(CheckStatus.class.getName());

  private final Semaphore place = new Semaphore(1);

  @Inject Backends backends;
  @Inject RapiClients clients;
  @Inject Heartbeats heartbeats;
  @Inject QueueAccess queues;
  @Inject QueueConfiguration configuration;
  @Inject Consumers consumers;
  @Inject Clock clock;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ThreadFactory threads;

  /**
   * Every link from RAPI to the database with how long it took, or why it did not work. Backends
   * that are offline are left out. Ends some seconds after the time is up, at the latest.
   *
   * @param seconds how long answers are waited for, 1 to 45
   * @fault badRequest 400 for another time
   * @fault conflictingRequest 409 while this instance makes another check
   */
  public List<Hop> check(int seconds) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new Fault(
          FaultCode.BAD_REQUEST, "'timeout' must be 1 to " + MOST_SECONDS + " seconds.");
    }
    if (!place.tryAcquire()) {
      throw new Fault(FaultCode.CONFLICT, "Another status check is under way.");
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<String> tags = new ArrayList<>();
    try {
      Question own = askBroker(tags);
      Map<String, ClusterCall> calls = new LinkedHashMap<>();
      for (Backend backend : backends.list()) {
        if (backend.status() != BackendStatus.OFFLINE) {
          calls.put(backend.name(), askCluster(backend, tags));
        }
      }
      listen(own, calls.values(), end);
      Map<String, Question> clusters = new LinkedHashMap<>();
      calls.forEach((backend, call) -> clusters.put(backend, call.concluded()));
      calls.values().forEach(call -> call.taken().ifPresent(rapi -> readJob(call, rapi, end)));
      return StatusVerdict.of(own, clusters, consumers.idle());
    } finally {
      place.release();
      heartbeats.forget(tags);
    }
  }

  private Question ask(List<String> tags) {
    Question question = new Question(System::nanoTime);
    heartbeats.ask(question.tag());
    tags.add(question.tag());
    return question;
  }

  private Question askBroker(List<String> tags) {
    Question question = ask(tags);
    try {
      String body = new String(answer(question.tag()), StandardCharsets.UTF_8);
      queues.ask(
          tools -> {
            // to our own queue alone: another cloud's may be full
            tools.publish(WorkQueue.DEAD_LETTER_EXCHANGE, queue(), question.tag(), body);
            return true;
          });
      return question.accepted(0);
    } catch (Fault e) {
      return question.refused(String.valueOf(e.getMessage()));
    }
  }

  private String queue() {
    return configuration.prefix() + "-heartbeat";
  }

  /** What a daemon would answer, of a job that is none. */
  private byte[] answer(String tag) {
    return MessageCodec.encode(
        new Heartbeat(
            new OpState(
                tag,
                "status-check",
                1,
                0,
                OpCodes.TAGS_SET,
                JobStatus.SUCCESS,
                clock.instant(),
                null,
                JsonValue.NULL,
                List.of()),
            tag));
  }

  /**
   * In a thread of its own: a cluster that hangs makes neither others nor the dispatcher slow. Not
   * of the executor's, which may all wait for a cluster or a mail server that hangs.
   */
  private ClusterCall askCluster(Backend backend, List<String> tags) {
    ClusterCall call = new ClusterCall(ask(tags), () -> clients.of(backend));
    Thread thread = threads.newThread(call);
    if (thread == null) {
      LOG.log(Level.DEBUG, "backend {0} is not asked: no thread", backend.name());
    } else {
      thread.start();
    }
    return call;
  }

  /** Each question is answered, or the time is up, or nobody could hear an answer. */
  private void listen(Question own, Collection<ClusterCall> calls, long end) {
    boolean isLast = false;
    while (!isLast) {
      boolean timeIsUp = System.nanoTime() >= end; // what is there by then is heard
      boolean allAsked = calls.stream().allMatch(ClusterCall::isOver);
      boolean allHeard = own.refusal() != null || hear(own, calls);
      isLast = timeIsUp || (allAsked && allHeard);
      LockSupport.parkNanos(isLast ? 0 : LOOK_AGAIN.toNanos());
    }
  }

  /** Takes the answers that are there; whether these were the last. */
  private boolean hear(Question own, Collection<ClusterCall> calls) {
    List<Question> waiting = new ArrayList<>();
    waiting.add(own);
    calls.stream().filter(ClusterCall::isOver).map(ClusterCall::question).forEach(waiting::add);
    waiting.removeIf(question -> !question.isWaiting());
    List<String> heard = heartbeats.answersTo(waiting.stream().map(Question::tag).toList());
    waiting.stream().filter(q -> heard.contains(q.tag())).forEach(Question::answered);
    return waiting.stream().noneMatch(Question::isWaiting);
  }

  private static void readJob(ClusterCall call, RapiClient rapi, long end) {
    Question question = call.question();
    if (System.nanoTime() > end + AFTER_THE_END.toNanos()) {
      question.jobRefused("not asked any more: the time was up");
      return;
    }
    try {
      rapi.job(question.jobId()).map(CheckStatus::job).ifPresent(question::job);
    } catch (RapiException e) {
      question.jobRefused(e.kind() + ": " + e.getMessage());
    }
  }

  private static Question.Job job(JobInfo told) {
    Instant received = told.receivedAt();
    JobInfo.Op op = told.ops().isEmpty() ? null : told.ops().get(0);
    Instant ended = op == null ? null : op.endedAt();
    Duration took = received == null || ended == null ? null : Duration.between(received, ended);
    return new Question.Job(told.status(), took, op == null ? null : op.error());
  }
}
