package io.synnefo.reconcile;

import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.LogText;
import io.synnefo.server.ApplyInstanceEvent;
import io.synnefo.server.DueServer;
import io.synnefo.server.DueServers;
import io.synnefo.server.JobSubmission;
import io.synnefo.server.Presence;
import io.synnefo.server.Rule;
import io.synnefo.server.SecondCreation;
import io.synnefo.server.ServerState;
import io.synnefo.server.ServerTask;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.ganeti.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a server of which nothing was heard. Runs outside any transaction; what
 * it learns goes through the same doors as requests and events.
 */
@ApplicationScoped
public class SettleServer {
  private static final System.Logger LOG = System.getLogger(SettleServer.class.getName());

  @Inject DueServers dueServers;
  @Inject Backends backends;
  @Inject RapiClients clients;
  @Inject JobSubmission submission;
  @Inject ApplyInstanceEvent applyInstanceEvent;
  @Inject SecondCreation secondCreation;
  @Inject Clock clock;

  /**
   * The server is settled as far as Ganeti tells, or due again later; nothing is done when it is
   * not due, or somebody else's to look at.
   *
   * @throws RapiException when its cluster cannot be asked; it is due again later
   */
  public void settle(long serverId) {
    settle(serverId, new HashMap<>());
  }

  /**
   * As above, as one of many in a round.
   *
   * @param round by backend, what the round has seen of its jobs
   */
  void settle(long serverId, Map<Long, JobSearch> round) {
    Optional<DueServer> claimed = dueServers.claim(serverId);
    if (claimed.isPresent()) {
      settle(claimed.get(), round.computeIfAbsent(claimed.get().row().backendId(), this::jobsOf));
    }
  }

  private JobSearch jobsOf(long backendId) {
    return new JobSearch(clients.of(backends.find(backendId).orElseThrow()), clock);
  }

  private void settle(DueServer due, JobSearch jobs) {
    Rule why = due.why();
    if (why == Rule.REQUESTED && due.state() != ServerState.BUILD) {
      remove(due, due.taskJob().requestId(), jobs);
    } else if (why == Rule.CREATE_AGAIN) {
      createAgain(due, jobs);
    } else if (why == Rule.ORPHANED) {
      settleOrphan(due, jobs);
    } else if (why != null && why != Rule.REQUESTED) {
      boolean seen = observe(due, jobs, why);
      if (!seen && why.saysNothingOfTheTask() && dueServers.hadItsTime(due)) {
        // it does not wait for a node that may be away for days; the round's list may be too old
        settleRequest(due, jobsOf(due.row().backendId()));
      }
    } else {
      settleRequest(due, jobs);
    }
  }

  private void settleRequest(DueServer due, JobSearch jobs) {
    if (due.state() == ServerState.BUILD) {
      settleBuild(due, jobs);
    } else if (due.task() != null) {
      settleTask(due, jobs);
    }
  }

  private void settleBuild(DueServer due, JobSearch jobs) {
    Optional<JobInfo> job = find(due, due.createJob(), jobs);
    if (job.isPresent()) {
      follow(due, due.createJob(), job.get(), jobs);
    } else if (isToBeSent(due) && jobs.rapi().instance(due.row().instance()).isEmpty()) {
      createAgain(due, jobs);
    } else {
      observe(due, jobs, due.createJob().jobId() == null ? Rule.SUBMIT_LOST : Rule.JOB_LOST);
    }
  }

  /** Who was to send its creation once more died on the way to Ganeti, or the request did. */
  private static boolean isToBeSent(DueServer due) {
    return due.again() && due.task() == ServerTask.BUILD && due.createJob().jobId() == null;
  }

  /** Under a request of its own, by which its job is known; what Ganeti refuses now is final. */
  private void createAgain(DueServer due, JobSearch jobs) {
    Optional<CreateInstanceRequest> request = secondCreation.of(due);
    String requestId = due.createJob().requestId();
    if (request.isEmpty() || requestId == null) {
      observe(due, jobs, Rule.SUBMIT_LOST);
      return;
    }
    try {
      long jobId = jobs.rapi().createInstance(request.get(), requestId + ":create");
      submission.record(due.row().id(), requestId, jobId);
    } catch (RapiException e) {
      if (e.kind() != RapiException.Kind.REJECTED
          || e.outcome() != RapiException.Outcome.NOT_SUBMITTED) {
        throw e;
      }
      LOG.log(
          Level.WARNING, "{0} is not built: {1}", due.row().instance(), LogText.of(e.getMessage()));
      observe(due, jobs, Rule.SUBMIT_LOST);
    }
  }

  private void settleTask(DueServer due, JobSearch jobs) {
    Optional<JobInfo> job = find(due, due.taskJob(), jobs);
    if (job.isPresent()) {
      follow(due, due.taskJob(), job.get(), jobs);
    } else if (due.taskJob().jobId() != null) {
      observe(due, jobs, Rule.JOB_LOST);
    } else if (due.task() == ServerTask.DESTROY) {
      remove(due, due.taskJob().requestId(), jobs);
    } else {
      dueServers.lost(due);
    }
  }

  /** Nothing while a job is under way: Ganeti refuses to remove what it has not made yet. */
  private void settleOrphan(DueServer due, JobSearch jobs) {
    if (isUnderWay(due, due.createJob(), jobs) || isUnderWay(due, due.taskJob(), jobs)) {
      return;
    }
    if (jobs.rapi().instance(due.row().instance()).isEmpty()) {
      dueServers.observed(due, Presence.ABSENT, Rule.ORPHANED);
    } else {
      dueServers.removesOrphan(due).ifPresent(requestId -> remove(due, requestId, jobs));
    }
  }

  private static boolean isUnderWay(DueServer due, DueServer.Job job, JobSearch jobs) {
    return find(due, job, jobs).filter(found -> !isOver(found)).isPresent();
  }

  private static boolean isOver(JobInfo job) {
    return job.ops().stream().allMatch(op -> op.status().isFinal());
  }

  private static Optional<JobInfo> find(DueServer due, DueServer.Job job, JobSearch jobs) {
    Long jobId = job.jobId();
    String requestId = job.requestId();
    if (jobId != null) {
      return jobs.rapi().job(jobId);
    }
    return requestId == null
        ? Optional.empty()
        : jobs.find(due.row().instance(), requestId, job.askedAt());
  }

  /** The job's id is on record; if it has ended, so is how, as if its event had come. */
  private void follow(DueServer due, DueServer.Job known, JobInfo job, JobSearch jobs) {
    long serverId = due.row().id();
    String requestId = known.requestId();
    if (known.jobId() == null && requestId != null) {
      submission.record(serverId, requestId, job.id());
    }
    if (isOver(job)) {
      ClusterInfo cluster = jobs.rapi().info();
      for (int index = 0; index < job.ops().size(); index++) {
        replay(due, cluster, job, index);
      }
      // an event that was applied before we knew whose it was is not applied again
      submission.over(serverId, job.id(), job.status());
    }
  }

  /** The same event as the daemon's, with the same id: whichever comes second has no effect. */
  private void replay(DueServer due, ClusterInfo cluster, JobInfo job, int index) {
    JobInfo.Op op = job.ops().get(index);
    if (!due.row().instance().equals(op.instance())) {
      return;
    }
    Instant ended = op.endedAt();
    String id = cluster.uuid() + ":" + job.id() + ":" + index + ":" + op.status().word();
    applyInstanceEvent.apply(
        new InstanceEvent(
            new OpState(
                id,
                cluster.name(),
                job.id(),
                index,
                op.operation(),
                op.status(),
                ended == null ? clock.instant() : ended,
                op.error(),
                op.result(),
                reasons(op, ended)),
            due.row().instance(),
            JsonValue.EMPTY_JSON_OBJECT,
            List.of()));
  }

  private List<Reason> reasons(JobInfo.Op op, @Nullable Instant ended) {
    Instant at = ended == null ? clock.instant() : ended;
    return op.reasons().stream().map(r -> new Reason("gnt:user", r, at)).toList();
  }

  /** Whether Ganeti can see it. */
  private boolean observe(DueServer due, JobSearch jobs, Rule why) {
    Optional<InstanceInfo> instance = jobs.rapi().instance(due.row().instance());
    Presence presence = instance.map(Presence::of).orElse(Presence.ABSENT);
    if (presence == Presence.UNSEEN) {
      LOG.log(
          Level.WARNING,
          "whether {0} runs is not known, Ganeti says {1}",
          due.row().instance(),
          LogText.of(instance.orElseThrow().status()));
    }
    dueServers.observed(due, presence, why);
    return presence != Presence.UNSEEN;
  }

  /** No job removes it yet; a second removal would only fail, and be settled as a failed one is. */
  private void remove(DueServer due, @Nullable String requestId, JobSearch jobs) {
    if (requestId != null) {
      long jobId =
          jobs.rapi().removeInstance(due.row().instance(), Duration.ZERO, requestId + ":destroy");
      submission.record(due.row().id(), requestId, jobId);
    }
  }
}
