package io.synnefo.server;

import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.NodeInfo;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A cluster in memory: jobs end when the test says so, submissions fail as it says. */
final class StubGaneti implements RapiClient {
  /** How the next submissions go. */
  enum Mood {
    WELL,
    /** Refused: no job. */
    REFUSING,
    /** The job is queued and the reply is lost. */
    LOSING_REPLIES,
    /** The request is lost, and nobody knows. */
    LOSING_REQUESTS,
    /** Nothing is answered at all. */
    DOWN
  }

  private final MovableClock clock;
  final List<CreateInstanceRequest> created = new ArrayList<>();
  private final Map<Long, JobInfo> jobs = new TreeMap<>();
  private final Map<String, String> instances = new TreeMap<>();
  private final Map<String, Shape> shapes = new TreeMap<>();
  private long lastJob = 100;
  private int jobReads;
  private int instanceReads;
  private Duration slowness = Duration.ZERO;
  private Mood mood = Mood.WELL;
  private LongConsumer beforeReply = job -> {};
  private Runnable beforeSubmit = () -> {};

  StubGaneti(MovableClock clock) {
    this.clock = clock;
  }

  void mood(Mood next) {
    this.mood = next;
  }

  /** What happens between Ganeti's queueing the job and our learning its id. */
  void beforeReply(LongConsumer action) {
    this.beforeReply = action;
  }

  /** What happens, once, between our record of a request and its arrival at Ganeti. */
  void beforeSubmit(Runnable action) {
    this.beforeSubmit = action;
  }

  /** The operator creates that instance: the job. */
  long createdByHand(String instance) {
    return queue("OP_INSTANCE_CREATE", instance, "gnt-instance add");
  }

  /** The instance is gone, and no job tells of it. */
  void removedByHand(String instance) {
    instances.remove(instance);
  }

  /** From now on it shows that instance so; null when it has none. */
  void shows(String instance, @Nullable String status) {
    if (status == null) {
      instances.remove(instance);
    } else {
      instances.put(instance, status);
    }
  }

  /** From now on that instance is made of that. */
  void has(String instance, Shape shape) {
    shapes.put(instance, shape);
  }

  /** Others queue that many jobs. */
  void otherJobs(int count) {
    lastJob += count;
  }

  /** How often it was asked for an instance, answered or not. */
  int instanceReads() {
    return instanceReads;
  }

  /** The event of a job's next step, which also happens to the instance. */
  InstanceEvent step(long jobId, JobStatus status) {
    return step(jobId, status, JsonValue.NULL);
  }

  /** The event of a creation's end that found no node which nobody had locked. */
  InstanceEvent lockOut(long jobId) {
    return step(jobId, JobStatus.ERROR, Events.error("temp_insufficient_resources"));
  }

  private InstanceEvent step(long jobId, JobStatus status, JsonValue result) {
    JobInfo job = Objects.requireNonNull(jobs.get(jobId));
    JobInfo.Op op = job.ops().get(0);
    String instance = String.valueOf(op.instance());
    Instant at = Events.DAY.plusSeconds(jobId);
    jobs.put(
        jobId,
        new JobInfo(
            jobId,
            status,
            job.receivedAt(),
            List.of(
                new JobInfo.Op(
                    op.operation(),
                    instance,
                    status,
                    op.reasons(),
                    null,
                    result,
                    at.plusNanos(4000)))));
    if (status == JobStatus.SUCCESS) {
      switch (Operation.of(op.operation())) {
        case REMOVE -> instances.remove(instance);
        case SHUTDOWN -> instances.put(instance, "ADMIN_down");
        default -> instances.put(instance, "running");
      }
    }
    return Events.job(jobId, op.operation().substring(3))
        .of(instance)
        .because(op.reasons().get(0))
        .is(status, result);
  }

  long lastJob() {
    return lastJob;
  }

  /** To read one job takes that long. */
  void slowness(Duration each) {
    this.slowness = each;
  }

  /** How many jobs were asked for, one by one. */
  int jobReads() {
    return jobReads;
  }

  void forgetJobs() {
    jobs.clear();
  }

  @Override
  public ClusterInfo info() {
    return new ClusterInfo("cluster.test", "c0ffee", "3.0.2", "node1", List.of(), List.of());
  }

  @Override
  public long createInstance(CreateInstanceRequest request, String reason) {
    created.add(request);
    return submit("OP_INSTANCE_CREATE", request.name(), reason);
  }

  @Override
  public long startInstance(String instance, String reason) {
    return submit("OP_INSTANCE_STARTUP", instance, reason);
  }

  @Override
  public long stopInstance(String instance, Duration guestTimeout, String reason) {
    return submit("OP_INSTANCE_SHUTDOWN", instance, reason);
  }

  @Override
  public long rebootInstance(String instance, Duration guestTimeout, String reason) {
    return submit("OP_INSTANCE_REBOOT", instance, reason);
  }

  @Override
  public long removeInstance(String instance, Duration guestTimeout, String reason) {
    return submit("OP_INSTANCE_REMOVE", instance, reason);
  }

  @Override
  public List<NodeInfo> nodes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long askDaemon(String tag, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<InstanceInfo> instance(String name) {
    instanceReads++;
    requireUp();
    return Optional.ofNullable(instances.get(name))
        .map(status -> Shapes.shown(name, status, shapes.getOrDefault(name, Shapes.SMALL)));
  }

  @Override
  public List<InstanceInfo> instances() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<JobInfo> job(long jobId) {
    requireUp();
    jobReads++;
    clock.pass(slowness);
    return Optional.ofNullable(jobs.get(jobId));
  }

  @Override
  public List<Long> jobIds() {
    requireUp();
    return List.copyOf(jobs.keySet());
  }

  private long submit(String operation, String instance, String reason) {
    Runnable first = beforeSubmit;
    beforeSubmit = () -> {};
    first.run();
    if (mood == Mood.REFUSING) {
      throw new RapiException(
          RapiException.Kind.REJECTED, RapiException.Outcome.NOT_SUBMITTED, "drained");
    }
    if (mood == Mood.LOSING_REQUESTS || mood == Mood.DOWN) {
      throw lost();
    }
    long id = queue(operation, instance, reason);
    if (mood == Mood.LOSING_REPLIES) {
      throw lost();
    }
    beforeReply.accept(id);
    return id;
  }

  private long queue(String operation, String instance, String reason) {
    long id = ++lastJob;
    JobStatus queued = JobStatus.QUEUED;
    jobs.put(
        id,
        new JobInfo(
            id,
            queued,
            clock.instant(),
            List.of(
                new JobInfo.Op(
                    operation, instance, queued, List.of(reason), null, JsonValue.NULL, null))));
    return id;
  }

  private void requireUp() {
    if (mood == Mood.DOWN) {
      throw lost();
    }
  }

  private static RapiException lost() {
    return new RapiException(
        RapiException.Kind.TIMED_OUT, RapiException.Outcome.UNKNOWN, "no answer in time");
  }
}
