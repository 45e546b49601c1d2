package io.synnefo.server;

import io.synnefo.server.Decision.Effect;
import io.synnefo.wire.ganeti.InstanceEvent;
import org.jspecify.annotations.Nullable;

/** A server in memory that takes decisions as the entity does. */
final class ServerFold {
  private ServerSnapshot row;
  private @Nullable Rule due;
  private int changesSeen;
  private boolean looksForChanges;

  ServerFold(ServerSnapshot start) {
    this.row = start;
  }

  ServerSnapshot row() {
    return row;
  }

  /** Of how many changes to what its instance is made of it knows the outcome. */
  int changesSeen() {
    return changesSeen;
  }

  /** If somebody is to look: Ganeti has changed so often what the instance is made of. */
  void lookAtShape(int changes) {
    if (looksForChanges) {
      looksForChanges = false;
      changesSeen = changes;
    }
  }

  /** The event has its effect; deliver it once only. */
  void deliver(InstanceEvent event) {
    Decision decision = ServerStateMachine.decide(row, event);
    looksForChanges = looksForChanges || decision.effects().contains(Effect.LOOK);
    boolean adopts = decision.effects().contains(Effect.ADOPT_JOB);
    Watermark last = row.last();
    if (decision.effects().contains(Effect.ADVANCE)) {
      last = last == null ? Watermark.of(event) : last.raisedTo(event);
    }
    apply(decision, adopts ? Long.valueOf(event.jobId()) : row.taskJobId(), last);
    if (decision instanceof Decision.Reread reread) {
      becomesDue(reread.rule());
    } else if (decision.effects().contains(Effect.ASK)) {
      becomesDue(Rule.FAILED);
    }
  }

  /** If somebody is to look: Ganeti shows the instance so. */
  void look(Presence shown) {
    if (due != null) {
      Decision decision = ServerStateMachine.observe(row, shown, due);
      due = null;
      apply(decision, row.taskJobId(), row.last());
    }
  }

  private void becomesDue(Rule why) {
    if (why != Rule.FAILED || due == null) {
      due = why;
    }
  }

  private void apply(Decision decision, @Nullable Long job, @Nullable Watermark last) {
    boolean cleared = decision.effects().contains(Effect.CLEAR_TASK);
    ServerState state = decision instanceof Decision.Move move ? move.to() : row.state();
    row =
        new ServerSnapshot(
            state,
            cleared ? null : row.task(),
            cleared ? null : job,
            row.taskRequestId(),
            last,
            row.creation(),
            row.secondTry());
    if (state == ServerState.DESTROYED) {
      due = null;
    }
  }
}
