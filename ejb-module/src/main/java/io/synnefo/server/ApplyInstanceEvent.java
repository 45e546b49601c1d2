package io.synnefo.server;

import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.settings.SubmitSettings;
import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Applies what Ganeti reports of an instance to the server it is. */
@ApplicationScoped
public class ApplyInstanceEvent {
  private static final System.Logger LOG = System.getLogger(ApplyInstanceEvent.class.getName());

  @Inject Addressees addressees;
  @Inject Inbox inbox;
  @Inject ServerHistory history;
  @Inject KeptCreations kept;
  @Inject ShapeMarks shapes;
  @Inject SubmitSettings settings;
  @Inject Clock clock;
  @Inject DatabaseClock databaseClock;
  @Inject Event<ServerDue> due;
  @Inject Event<EventApplied> applied;

  /**
   * The event has had its effect, exactly once: change, history and the note that it was applied
   * are one transaction, which this joins or begins. An event of an instance that is not ours, of a
   * server we do not have, or of another cluster than the server's, is accepted without effect. One
   * that is older than the inbox goes back is never applied; if it would tell something new, Ganeti
   * is asked.
   *
   * @return what it amounts to if the transaction commits
   */
  @Transactional
  public EventOutcome apply(InstanceEvent event) {
    if (addressees.id(event).isEmpty()) {
      LOG.log(Level.DEBUG, "not ours: {0}", event.instance());
      return EventOutcome.FOREIGN;
    }
    String eventId = idOf(event);
    Inbox.Entry entry = inbox.enter(eventId, event.eventTime());
    if (entry == Inbox.Entry.KNOWN) {
      LOG.log(Level.DEBUG, "applied before: {0}", eventId);
      return EventOutcome.DUPLICATE;
    }
    Optional<Server> server = addressees.lock(event);
    if (entry == Inbox.Entry.TOO_OLD) {
      return refuse(server, event, eventId);
    }
    if (server.isEmpty()) {
      return EventOutcome.FOREIGN;
    }
    Decision decision = ServerStateMachine.decide(snapshot(server.get(), event), event);
    put(server.get(), event, eventId, decision);
    return decision instanceof Decision.Ignore ? EventOutcome.IGNORED : EventOutcome.APPLIED;
  }

  /** Nobody knows whether it was applied: what it would tell is asked of Ganeti. */
  private EventOutcome refuse(Optional<Server> server, InstanceEvent event, String eventId) {
    LOG.log(
        Level.WARNING,
        "event {0} of {1} refused: of {2}, older than the inbox goes back",
        eventId,
        event.instance(),
        event.eventTime());
    server.ifPresent(
        found -> {
          if (ServerStateMachine.mayHaveReshaped(found.snapshot(), event)) {
            look(found, databaseClock.now());
          }
          ServerStateMachine.refused(found.snapshot(), event)
              .ifPresent(decision -> put(found, event, eventId, decision));
        });
    return EventOutcome.EXPIRED;
  }

  private void put(Server server, InstanceEvent event, String eventId, Decision decision) {
    ServerState before = server.state();
    // asked of the database only when it matters to other instances: this is the busiest path
    Instant now = decision.makesDue() ? databaseClock.now() : clock.instant();
    server.apply(decision, event, now, settings.timeout());
    if (decision.effects().contains(Decision.Effect.LOOK)) {
      look(server, now);
    }
    HistoryEntry.Change change = new HistoryEntry.Change(decision.rule(), before, server.state());
    history.add(HistoryEntry.of(server.id(), event, eventId, change));
    if (decision instanceof Decision.CreateAgain) {
      createAgain(server, event.jobId(), now);
    } else if (before == ServerState.BUILD && server.state() != before) {
      kept.forget(server.id());
    }
    applied.fire(new EventApplied(eventId, event.instance(), change));
    if (decision.looksAtOnce()) {
      due.fire(new ServerDue(server.id()));
    }
  }

  /** What the instance is made of is asked of Ganeti. */
  private void look(Server server, Instant now) {
    shapes.mark(server.id(), now.plus(ServerShapes.SEEN_AFTER));
  }

  /** Whether the creation can be asked for once more is looked up only for one that failed. */
  private ServerSnapshot snapshot(Server server, InstanceEvent event) {
    ServerSnapshot known = server.snapshot();
    return Operation.of(event.operation()) == Operation.CREATE && JobError.isTemporary(event)
        ? known.with(server.secondTry(kept.isKept(server.id())))
        : known;
  }

  private void createAgain(Server server, long failedJob, Instant now) {
    String request = "req-" + UUID.randomUUID();
    server.createAgain(request, failedJob, now);
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(),
            request,
            null,
            Rule.REQUESTED,
            state,
            state,
            "create, after job " + failedJob));
  }

  /** The old daemon sends no id; what it sends tells operations of one kind in a job not apart. */
  private static String idOf(InstanceEvent event) {
    String id = event.eventId();
    return id != null
        ? id
        : String.join(
            ":",
            event.cluster(),
            String.valueOf(event.jobId()),
            event.operation(),
            event.status().word());
  }
}
