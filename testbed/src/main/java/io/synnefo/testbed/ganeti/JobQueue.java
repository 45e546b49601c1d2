package io.synnefo.testbed.ganeti;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Pattern;

/**
 * Takes jobs and walks them through their states, the jobs of one instance one after another in
 * their order of arrival. The files are the truth: what RAPI tells of a job is read from them.
 */
final class JobQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobQueue.class.getName());
  private static final int THREADS = 4;
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

  private final FakeGanetiSettings settings;
  private final Clock clock;
  private final JobFiles files;
  private final Operations operations;
  private final JobFailures failures;
  private final ScheduledExecutorService threads;
  private final Map<String, CompletableFuture<Void>> lastOfInstance = new HashMap<>();
  private long serial;

  JobQueue(FakeGanetiSettings settings, Clock clock, Operations operations, JobFailures failures)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.files = new JobFiles(settings.queueDir());
    this.operations = operations;
    this.failures = failures;
    this.threads = newThreads();
    files.prepare();
    this.serial = files.readSerial();
    failOrphans();
  }

  private static ScheduledExecutorService newThreads() {
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "fake-ganeti-jobs");
              thread.setDaemon(true);
              return thread;
            });
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return pool;
  }

  JobFiles files() {
    return files;
  }

  /**
   * The job is on disk as queued. However many there are: RAPI of Ganeti 3.0 has words for a queue
   * that is full, but nothing in its luxid says that it is.
   */
  synchronized long submit(String opId, JsonObject specific, OpInputs.Origin origin)
      throws IOException {
    if (Files.exists(files.drainFile())) {
      throw new RapiError(500, "Queue drained");
    }
    long id = ++serial;
    JsonObject input = OpInputs.queued(id, opId, specific, origin, clock.instant());
    files.writeSerial(id);
    if (NOT_ASCII.matcher(input.toString()).find()) {
      // luxid runs in the C locale
      throw new RapiError(500, "Failed to write job: commitBuffer: invalid argument");
    }
    FakeJob job = new FakeJob(id, input, clock.instant());
    files.writeByLuxid(job);
    job.livelock(livelock("luxi-daemon"));
    files.writeByLuxid(job);
    CompletableFuture<Void> before =
        lastOfInstance.getOrDefault(job.instance(), CompletableFuture.completedFuture(null));
    CompletableFuture<Void> end = new CompletableFuture<>();
    lastOfInstance.put(job.instance(), end);
    later(settings.queueDelay(), job, end, () -> begin(job, before, end));
    return id;
  }

  private String livelock(String name) {
    long seconds = clock.instant().getEpochSecond();
    return settings.dataDir().resolve("livelocks") + "/" + name + "_" + seconds;
  }

  private void begin(FakeJob job, CompletableFuture<Void> before, CompletableFuture<Void> end)
      throws IOException {
    job.livelock(livelock(String.format("job_%06d", job.id())));
    files.writeByLuxid(job);
    job.resolve(OpInputs.waiting(job.input()));
    job.waiting(clock.instant());
    files.writeByProcess(job);
    CompletableFuture<Void> unused =
        before.whenComplete(
            (done, never) -> later(Duration.ZERO, job, end, () -> execute(job, end)));
  }

  private void execute(FakeJob job, CompletableFuture<Void> end) throws IOException {
    Optional<JobError> problem = operations.check(job);
    job.resolve(operations.resolve(job));
    if (problem.isPresent()) {
      job.failed(clock.instant(), problem.get());
      finish(job, end);
      return;
    }
    job.running(clock.instant());
    files.writeByProcess(job);
    Optional<JobError> refusal = operations.refuse(job);
    if (refusal.isPresent()) {
      tryWithAllLocks(job);
      job.failed(clock.instant(), refusal.get());
      finish(job, end);
      return;
    }
    for (String line : operations.progress(job)) {
      job.log(clock.instant(), line);
      files.writeByProcess(job);
    }
    later(settings.runDelay(), job, end, () -> complete(job, end));
  }

  /** As Ganeti does since 2.13, to no avail; its job's input says so from then on. */
  private void tryWithAllLocks(FakeJob job) throws IOException {
    if (OpInputs.isOpportunistic(job.input())) {
      job.resolve(OpInputs.withAllLocks(job.input()));
      job.log(clock.instant(), "* falling back to full lock allocation");
      files.writeByProcess(job);
    }
  }

  private void complete(FakeJob job, CompletableFuture<Void> end) throws IOException {
    Optional<JobFailures.Failure> failure = failures.take(job);
    boolean isDone = failure.isEmpty() || failure.get().isDone();
    JsonValue result = isDone ? operations.apply(job) : JsonValue.NULL;
    if (failure.isPresent()) {
      job.failed(clock.instant(), failure.get().error());
    } else {
      job.succeeded(clock.instant(), result);
    }
    finish(job, end);
  }

  private void finish(FakeJob job, CompletableFuture<Void> end) throws IOException {
    files.writeByProcess(job);
    end(job, end);
  }

  private void end(FakeJob job, CompletableFuture<Void> end) {
    synchronized (this) {
      lastOfInstance.remove(job.instance(), end);
    }
    end.complete(null);
  }

  private interface Step {
    void run() throws IOException;
  }

  private void later(Duration delay, FakeJob job, CompletableFuture<Void> end, Step step) {
    if (threads.isShutdown()) {
      return;
    }
    Future<?> unused =
        threads.schedule(() -> runStep(job, end, step), delay.toNanos(), NANOSECONDS);
  }

  private void runStep(FakeJob job, CompletableFuture<Void> end, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) { // or the instance's next jobs would wait forever
      LOG.log(Level.ERROR, "job " + job.id() + " is lost", e);
      end(job, end);
    }
  }

  /** What a restarted Ganeti finds of jobs whose process died: they end in error. */
  private void failOrphans() throws IOException {
    for (long id : files.ids()) {
      JsonObject job = files.read(id).orElseThrow();
      JsonObject op = job.getJsonArray("ops").getJsonObject(0);
      JobStatus status = JobStatus.ofWord(op.getString("status")).orElseThrow();
      if (!status.isFinal()) {
        FakeJob orphan = new FakeJob(id, op.getJsonObject("input"), clock.instant());
        orphan.failed(clock.instant(), JobError.execution("Detected death of job " + id));
        files.writeByProcess(orphan);
      }
    }
  }

  /** Unfinished jobs stay as they are on disk, as after a crash. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
