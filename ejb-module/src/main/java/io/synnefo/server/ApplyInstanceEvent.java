package io.synnefo.server;

import io.synnefo.server.Decision.Effect;
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

/** Applies what Ganeti reports of an instance to the server it is. */
@ApplicationScoped
public class ApplyInstanceEvent {
  private static final System.Logger LOG = System.getLogger(ApplyInstanceEvent.class.getName());

  @Inject InstanceNames names;
  @Inject Inbox inbox;
  @Inject Servers servers;
  @Inject ServerHistory history;
  @Inject SubmitSettings settings;
  @Inject Clock clock;
  @Inject DatabaseClock databaseClock;
  @Inject Event<ServerDue> due;
  @Inject Event<EventApplied> applied;

  /**
   * The event has had its effect, exactly once: change, history and the note that it was applied
   * are one transaction, which this joins or begins. An event of an instance that is not ours, or
   * of a server we do not have, is accepted without effect.
   */
  @Transactional
  public void apply(InstanceEvent event) {
    if (names.serverId(event.instance()).isEmpty()) {
      LOG.log(Level.DEBUG, "not ours: {0}", event.instance());
      return;
    }
    String eventId = idOf(event);
    if (!inbox.isNew(eventId)) {
      LOG.log(Level.DEBUG, "applied before: {0}", eventId);
      return;
    }
    Optional<Server> server = servers.lock(names.serverId(event.instance()).getAsLong());
    if (server.isEmpty()) {
      LOG.log(Level.WARNING, "no server {0}, {1}", event.instance(), eventId);
      return;
    }
    applyTo(server.get(), event, eventId);
  }

  private void applyTo(Server server, InstanceEvent event, String eventId) {
    ServerState before = server.state();
    Decision decision = ServerStateMachine.decide(server.snapshot(), event);
    // asked of the database only when it matters to other instances: this is the busiest path
    Instant now = decision.makesDue() ? databaseClock.now() : clock.instant();
    server.apply(decision, event, now, settings.timeout());
    HistoryEntry.Change change = new HistoryEntry.Change(decision.rule(), before, server.state());
    history.add(HistoryEntry.of(server.id(), event, eventId, change));
    applied.fire(new EventApplied(eventId, event.instance(), change));
    if (decision.effects().contains(Effect.FOLLOW_UP)) {
      due.fire(new ServerDue(server.id()));
    }
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
