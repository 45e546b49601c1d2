package io.synnefo.server;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.settings.SubmitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The servers that somebody is to look at, for those who look. Each call is one transaction. */
@ApplicationScoped
public class DueServers {
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject KeptCreations kept;
  @Inject InstanceNames names;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;
  @Inject ShapeMarks shapes;
  @Inject Event<ServerDue> due;

  /** Which server is due, and whom to ask about it. */
  public record Waiting(long serverId, long backendId) {}

  /**
   * Those that are due, the longest first, of each cluster in turn: one does not keep others out.
   */
  @Transactional
  public List<Waiting> due(int most) {
    return servers.due(clock.now(), most);
  }

  /**
   * The server is the caller's to look at, until the submit time-out has passed again; empty when
   * it is not due any more. Of several who ask at once, on whatever machine, one gets it.
   */
  @Transactional
  public Optional<DueServer> claim(long serverId) {
    Instant now = clock.now();
    Optional<Server> found = servers.lock(serverId).filter(server -> server.isDue(now));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DueServer claimed = found.get().due(names.of(serverId));
    found.get().claim(now, settings.timeout());
    servers.flush();
    return Optional.of(claimed.atVersion(found.get().version()));
  }

  /**
   * Whether the job of its task is known, or would be by now: one that was asked for less than the
   * submit time-out ago may still come.
   */
  @Transactional
  public boolean hadItsTime(DueServer claimed) {
    Instant askedAt = claimed.taskJob().askedAt();
    return claimed.taskJob().jobId() != null
        || askedAt == null
        || !askedAt.plus(settings.timeout()).isAfter(clock.now());
  }

  /**
   * What Ganeti showed of the instance holds for the server; nothing is changed when something else
   * changed it since it was claimed: that was newer, and the server is due again. It is, too, when
   * Ganeti could not see whether it runs.
   */
  @Transactional
  public void observed(DueServer claimed, Presence presence, Rule why) {
    Optional<Server> found = unchanged(claimed);
    if (found.isEmpty()) {
      return;
    }
    Server server = found.get();
    Decision decision = ServerStateMachine.observe(server.snapshot(), presence, why);
    if (decision instanceof Decision.Ignore && decision.rule() == Rule.UNSEEN) {
      return; // due as it was claimed
    }
    boolean untold = server.state() == ServerState.BUILD || why == Rule.JOB_LOST;
    apply(server, decision, why);
    if (untold && presence != Presence.ABSENT) {
      shapes.mark(server.id(), clock.now()); // no event has said that it is there to be asked for
    }
    if (decision.effects().contains(Decision.Effect.FOLLOW_UP)) {
      due.fire(new ServerDue(server.id()));
    }
  }

  private void apply(Server server, Decision decision, Rule why) {
    ServerState before = server.state();
    String request = server.taskRequestId();
    if (decision instanceof Decision.Reread) {
      server.unseen(clock.now(), settings.timeout());
    } else {
      server.observed(decision, clock.now(), settings.timeout());
    }
    history.add(
        new HistoryEntry(
            server.id(), request, null, decision.rule(), before, server.state(), why.name()));
    if (before == ServerState.BUILD && server.state() != before) {
      kept.forget(server.id());
    }
  }

  /** Ganeti never got what was asked of it: the task is over and the server is as it was. */
  @Transactional
  public void lost(DueServer claimed) {
    unchanged(claimed)
        .ifPresent(
            server -> {
              ServerState state = server.state();
              history.add(
                  new HistoryEntry(
                      server.id(),
                      server.taskRequestId(),
                      null,
                      Rule.SUBMIT_LOST,
                      state,
                      state,
                      null));
              server.clearTask(clock.now());
            });
  }

  /**
   * What was built for a destroyed server is to be removed now: the request that asks for it. Empty
   * when something else changed the server since it was claimed.
   */
  @Transactional
  public Optional<String> removesOrphan(DueServer claimed) {
    String request = "req-" + UUID.randomUUID();
    Optional<Server> found = unchanged(claimed);
    found.ifPresent(
        server -> {
          ServerState state = server.state();
          Instant now = clock.now();
          server.begin(ServerTask.DESTROY, request, now, settings.timeout());
          server.reread(Rule.ORPHANED, now.plus(settings.timeout()));
          history.add(
              new HistoryEntry(
                  server.id(), request, null, Rule.REQUESTED, state, state, "destroy"));
        });
    return found.map(server -> request);
  }

  private Optional<Server> unchanged(DueServer claimed) {
    return servers
        .lock(claimed.row().id())
        .filter(server -> server.version() == claimed.row().version());
  }
}
