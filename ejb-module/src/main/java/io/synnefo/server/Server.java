package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import io.synnefo.server.Decision.Effect;
import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as it is stored. Its task is an outbox: what was asked of Ganeti and is not known to
 * have ended; from {@code dueAt} on somebody is to look at it.
 */
@Entity
@Table(name = "server")
@Cacheable(false)
public class Server {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "server_id_seq")
  @SequenceGenerator(name = "server_id_seq", sequenceName = "server_id_seq", allocationSize = 1)
  @Column(name = "id")
  private long id;

  @Column(name = "uuid")
  private String uuid;

  @Column(name = "name")
  private String name;

  @Column(name = "user_id")
  private String userId;

  @Column(name = "project_id")
  private String projectId;

  @Column(name = "flavor_id")
  private String flavorId;

  @Column(name = "image_id")
  private String imageId;

  @Column(name = "backend_id")
  private long backendId;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private ServerState state;

  @Column(name = "progress")
  private int progress;

  @Enumerated(EnumType.STRING)
  @Column(name = "task")
  private @Nullable ServerTask task;

  @Column(name = "task_request_id")
  private @Nullable String taskRequestId;

  @Column(name = "task_job_id")
  private @Nullable Long taskJobId;

  @Convert(converter = UtcInstant.class)
  @Column(name = "task_at")
  private @Nullable Instant taskAt;

  @Embedded private CreationColumns creation;

  @Convert(converter = UtcInstant.class)
  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "due_why")
  private @Nullable Rule dueWhy;

  @Embedded private @Nullable FaultColumns fault;

  @Embedded private @Nullable WatermarkColumns last;

  @Convert(converter = UtcInstant.class)
  @Column(name = "observed_at")
  private @Nullable Instant observedAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "created_at")
  private Instant createdAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "updated_at")
  private Instant updatedAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "deleted_at")
  private @Nullable Instant deletedAt;

  @Version
  @Column(name = "version")
  private long version;

  /** For JPA. */
  protected Server() {}

  /** A server that is to be built; due when nothing is heard of it for that long. */
  Server(NewServer server, Instant now, Duration patience) {
    this.uuid = server.uuid().toString();
    this.name = server.name();
    this.userId = server.owner().userId();
    this.projectId = server.owner().projectId();
    this.flavorId = server.flavorId();
    this.imageId = server.imageId().toString();
    this.backendId = server.backendId();
    this.state = ServerState.BUILD;
    this.creation = new CreationColumns(server.owner().requestId());
    this.createdAt = now;
    this.updatedAt = now;
    begin(ServerTask.BUILD, server.owner().requestId(), now, patience);
  }

  long id() {
    return id;
  }

  UUID uuid() {
    return UUID.fromString(uuid);
  }

  String name() {
    return name;
  }

  Instant createdAt() {
    return createdAt;
  }

  String projectId() {
    return projectId;
  }

  String flavorId() {
    return flavorId;
  }

  long backendId() {
    return backendId;
  }

  ServerState state() {
    return state;
  }

  @Nullable ServerTask task() {
    return task;
  }

  @Nullable String taskRequestId() {
    return taskRequestId;
  }

  long version() {
    return version;
  }

  boolean isDue(Instant now) {
    return dueAt != null && !dueAt.isAfter(now);
  }

  /** What the decider needs. */
  ServerSnapshot snapshot() {
    return new ServerSnapshot(
        state,
        task,
        taskJobId,
        taskRequestId,
        last == null ? null : last.watermark(),
        creation.job(createdAt),
        secondTry(false));
  }

  /** What the sweep needs. */
  DueServer due(String instance) {
    return new DueServer(
        new DueServer.Row(id, version, instance, backendId),
        state,
        task,
        new DueServer.Job(taskRequestId, taskJobId, taskAt),
        creation.job(createdAt),
        dueWhy,
        creation.replacedJobId() != null);
  }

  /** How its creation stands that may be, or was, asked for once more. */
  SecondTry secondTry(boolean kept) {
    return new SecondTry(kept, creation.replacedJobId());
  }

  ServerView view(Map<String, String> metadata, List<Shape.Nic> nics) {
    return new ServerView(
        uuid(),
        name,
        userId,
        projectId,
        state,
        task,
        flavorId,
        UUID.fromString(imageId),
        createdAt,
        updatedAt,
        metadata,
        state == ServerState.DESTROYED ? List.of() : nics,
        state == ServerState.BUILD ? progress : state == ServerState.ERROR ? 0 : 100,
        fault == null ? null : fault.fault(),
        null);
  }

  /** The user calls it that from now on. */
  void rename(String newName, Instant now) {
    this.name = newName;
    this.updatedAt = now;
  }

  /** What it is made of has changed, and it is of that flavor now. */
  void reshaped(String newFlavorId, Instant now) {
    this.flavorId = newFlavorId;
    this.updatedAt = now;
  }

  /** The task is under way, asked for by that request, instead of the one that is returned. */
  final FormerTask begin(ServerTask newTask, String requestId, Instant now, Duration patience) {
    FormerTask former = new FormerTask(task, taskRequestId, taskJobId, taskAt, dueAt, dueWhy);
    this.task = newTask;
    this.taskRequestId = requestId;
    this.taskJobId = null;
    this.taskAt = now;
    this.dueAt = now.plus(patience);
    this.dueWhy = Rule.stillOwed(dueWhy);
    this.updatedAt = now;
    return former;
  }

  /** That job carries out what that request asked for. */
  void recordJob(String requestId, long jobId) {
    creation.record(requestId, jobId);
    if (requestId.equals(taskRequestId) && taskJobId == null) {
      this.taskJobId = jobId;
    }
  }

  /** Whether that request was to build it and Ganeti has given no sign of the job. */
  boolean isUnknownToGaneti(String requestId) {
    return state == ServerState.BUILD && creation.isUnknownToGaneti(requestId);
  }

  boolean isTaskJob(long jobId) {
    return task != null && taskJobId != null && taskJobId == jobId;
  }

  /** What the decider decided of that event holds. */
  void apply(Decision decision, InstanceEvent event, Instant now, Duration patience) {
    if (decision.effects().contains(Effect.ADVANCE)) {
      this.last =
          new WatermarkColumns(
              last == null ? Watermark.of(event) : last.watermark().raisedTo(event));
    }
    if (decision.effects().contains(Effect.ADOPT_JOB)) {
      this.taskJobId = event.jobId();
      this.dueAt = now.plus(patience);
    }
    if (Operation.of(event.operation()) == Operation.CREATE
        && (state != ServerState.DESTROYED || snapshot().isOurCreation(event))) {
      creation.hear(event.jobId());
    }
    if (decision instanceof Decision.Progress p && state == ServerState.BUILD) {
      advance(p.percent(), now);
    }
    applyToState(decision, now);
  }

  /** What the decider made of what Ganeti showed holds. */
  void observed(Decision decision, Instant now, Duration patience) {
    this.observedAt = now;
    if (dueWhy != Rule.REQUESTED) {
      this.dueWhy = null;
    }
    this.dueAt = task == null ? null : now.plus(patience);
    applyToState(decision, now);
  }

  /** The task is over, and Ganeti, which could not see what it left, is to be asked again. */
  void unseen(Instant now, Duration patience) {
    clearTask(now);
    this.dueWhy = dueWhy == Rule.OUT_OF_ORDER ? dueWhy : Rule.FAILED;
    this.dueAt = now.plus(patience);
  }

  /** The task is over, or nothing of it is known to Ganeti. */
  void clearTask(Instant now) {
    resume(FormerTask.NONE, now);
  }

  /** The task is the former one again; what it became due for since then still holds. */
  void resume(FormerTask former, Instant now) {
    this.task = former.task();
    this.taskRequestId = former.requestId();
    this.taskJobId = former.jobId();
    this.taskAt = former.at();
    this.updatedAt = now;
    if (dueWhy == null || dueWhy == Rule.REQUESTED) {
      this.dueWhy = former.dueWhy();
      this.dueAt = former.dueAt();
    }
  }

  /** Ganeti is to be asked then, for that reason. */
  void reread(Rule why, Instant at) {
    if (!why.concludesLittle() || dueWhy == null || dueWhy == Rule.REQUESTED) {
      this.dueWhy = why; // what else makes us ask concludes more
    }
    this.dueAt = at;
  }

  /** When that request was to build it and it is destroyed by now: what was built is looked for. */
  void lookForOrphan(String requestId, Instant at) {
    boolean tooLate = state == ServerState.DESTROYED && creation.isAskedBy(requestId);
    if (tooLate && dueWhy != Rule.ORPHANED) {
      reread(Rule.ORPHANED, at);
    }
  }

  /** That job failed to build it; to build it is asked for once more, by that request, at once. */
  void createAgain(String requestId, long failedJobId, Instant now) {
    creation.again(requestId, failedJobId);
    begin(ServerTask.BUILD, requestId, now, Duration.ZERO);
    this.dueWhy = Rule.CREATE_AGAIN;
  }

  /** Somebody looks at it now; nobody else does before that time has passed. */
  void claim(Instant now, Duration patience) {
    this.dueAt = now.plus(patience);
    boolean removal = dueWhy == Rule.REQUESTED && state != ServerState.BUILD;
    if (removal || dueWhy == Rule.CREATE_AGAIN) {
      // from here on it may have been sent: the next who looks searches for its job
      this.dueWhy = null;
    }
  }

  private void applyToState(Decision decision, Instant now) {
    if (decision instanceof Decision.Move move && move.to() != state) {
      moveTo(move, now);
    }
    if (decision.effects().contains(Effect.CLEAR_TASK)) {
      clearTask(now);
    }
    if (decision instanceof Decision.Reread reread) {
      reread(reread.rule(), now);
    } else if (decision.effects().contains(Effect.ASK)) {
      reread(Rule.FAILED, now);
    } else if (decision.effects().contains(Effect.FOLLOW_UP)) {
      this.dueAt = now;
    }
  }

  private void moveTo(Decision.Move move, Instant now) {
    this.state = move.to();
    this.updatedAt = now;
    this.fault =
        state == ServerState.ERROR ? new FaultColumns(ServerFault.of(move.rule(), now)) : null;
    if (state == ServerState.DESTROYED) {
      this.deletedAt = now;
      this.dueAt = null;
      this.dueWhy = null;
    }
  }

  private void advance(int percent, Instant now) {
    if (percent > progress) {
      this.progress = percent;
      this.updatedAt = now;
    }
  }
}
