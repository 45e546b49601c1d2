package io.synnefo.server;

import io.synnefo.server.Decision.CreateAgain;
import io.synnefo.server.Decision.Effect;
import io.synnefo.server.Decision.Ignore;
import io.synnefo.server.Decision.Move;
import io.synnefo.server.Decision.Progress;
import io.synnefo.server.Decision.Reread;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what an event does to a server. Pure; {@code server-state-machine.txt} among the tests is
 * the whole table.
 *
 * <p>The result must not depend on the order in which events arrive, nor on how often:
 *
 * <ul>
 *   <li>Only final events that tell the state move it, and only when they are later than all that
 *       moved it before: by op index within a job, by Ganeti's event time across jobs.
 *   <li>An event is later when its position (job id, op index) and its time both say so. When they
 *       disagree, either jobs overtook each other or a clock stepped back; which of them cannot be
 *       told from here, so Ganeti is asked ({@link Reread}) and the watermark takes the higher of
 *       each. An event later than that in both respects is later than every event before it, so
 *       whichever of them arrives last, either the latest wins or Ganeti has been asked.
 *   <li>An event of an operation that failed under way does not tell the state it left: Ganeti is
 *       asked, unless a later event was applied. So it raises the watermark as one that tells does.
 *   <li>A successful removal wins over everything, whenever it arrives: nothing of the instance can
 *       follow it, but our own creation, when that was held up on its way to Ganeti until nobody
 *       expected it any more. Ganeti is asked then, and what is there is removed.
 *   <li>A creation that found no room because of others' locks is asked for once more, if that is
 *       still possible; what is told of its first job later on counts as nothing.
 *   <li>That an operation ended clears the task it belongs to, stale or not.
 *   <li>What an instance is made of no event tells in full. Each that may have changed it, however
 *       late it comes, has Ganeti asked what it is now.
 * </ul>
 */
final class ServerStateMachine {
  private ServerStateMachine() {}

  /** What that event does to that server. */
  static Decision decide(ServerSnapshot server, InstanceEvent event) {
    Decision decision = ofState(server, event);
    return mayHaveReshaped(server, event) ? decision.withLook(server.state()) : decision;
  }

  private static Decision ofState(ServerSnapshot server, InstanceEvent event) {
    Operation operation = Operation.of(event.operation());
    if (server.state() == ServerState.DESTROYED) {
      return afterTheEnd(server, event);
    }
    if (!event.status().isFinal()) {
      return underWay(server, event, operation);
    }
    return event.status() == JobStatus.SUCCESS
        ? succeeded(server, event, operation)
        : failed(server, event, operation);
  }

  /**
   * What an event does of which nobody knows any more whether it was applied: what it would tell,
   * Ganeti is asked. Empty when it would tell nothing.
   */
  static Optional<Decision> refused(ServerSnapshot server, InstanceEvent event) {
    Decision told = decide(server, event);
    if (!told.effects().contains(Effect.ADVANCE)) {
      return Optional.empty();
    }
    return Optional.of(
        told.rule() == Rule.ORPHANED
            ? told
            : new Reread(Rule.EXPIRED, effects(Effect.ADVANCE, Effect.FOLLOW_UP)));
  }

  /**
   * What it means for that server that Ganeti shows its instance so.
   *
   * @param why the rule that made us ask
   */
  static Decision observe(ServerSnapshot server, Presence presence, Rule why) {
    ServerState state = server.state();
    if (state == ServerState.DESTROYED) {
      return why == Rule.ORPHANED && presence == Presence.ABSENT
          ? new Move(state, Rule.OBSERVED_ABSENT, effects(Effect.CLEAR_TASK))
          : new Ignore(Rule.GONE);
    }
    // the task is another's, whose job may still run
    boolean otherTask = why.saysNothingOfTheTask();
    Set<Effect> over = otherTask ? effects() : effects(Effect.CLEAR_TASK);
    if (presence == Presence.ABSENT) {
      return absent(server, over);
    }
    if (why == Rule.REMOVE_FAILED && state == ServerState.BUILD) {
      return new Move(state, Rule.REMOVE_FAILED, over);
    }
    if (presence == Presence.UNSEEN) {
      return state == ServerState.BUILD || otherTask
          ? new Ignore(Rule.UNSEEN)
          : new Reread(Rule.UNSEEN, over);
    }
    if (removalWaits(server)) {
      over = effects(Effect.FOLLOW_UP); // built after all, and still to be removed
    }
    boolean jobFailed = why == Rule.FAILED || why == Rule.REMOVE_FAILED;
    if (jobFailed && state == ServerState.ERROR && presence == Presence.STOPPED) {
      return new Move(state, Rule.OBSERVED_STOPPED, over); // half built: Ganeti starts it last
    }
    return presence == Presence.RUNNING
        ? new Move(ServerState.STARTED, Rule.OBSERVED_RUNNING, over)
        : new Move(ServerState.STOPPED, Rule.OBSERVED_STOPPED, over);
  }

  private static Decision absent(ServerSnapshot server, Set<Effect> over) {
    if (server.task() == ServerTask.DESTROY) {
      return new Move(ServerState.DESTROYED, Rule.OBSERVED_ABSENT, effects(Effect.CLEAR_TASK));
    }
    return switch (server.state()) {
      case BUILD -> new Move(ServerState.ERROR, Rule.SUBMIT_LOST, effects(Effect.CLEAR_TASK));
      case ERROR -> new Move(ServerState.ERROR, Rule.OBSERVED_ABSENT, over);
      default -> new Move(ServerState.DESTROYED, Rule.OBSERVED_ABSENT, effects(Effect.CLEAR_TASK));
    };
  }

  private static Decision succeeded(
      ServerSnapshot server, InstanceEvent event, Operation operation) {
    return switch (operation) {
      case CREATE -> moved(server, event, ServerState.STARTED, Rule.CREATED);
      case STARTUP -> moved(server, event, ServerState.STARTED, Rule.STARTED);
      case REBOOT -> moved(server, event, ServerState.STARTED, Rule.REBOOTED);
      case SHUTDOWN -> moved(server, event, ServerState.STOPPED, Rule.STOPPED);
      case REMOVE ->
          new Move(ServerState.DESTROYED, Rule.REMOVED, effects(Effect.ADVANCE, Effect.CLEAR_TASK));
      case STATELESS -> same(server, event, Rule.STATELESS);
      case UNTRACKED -> same(server, event, Rule.UNTRACKED);
    };
  }

  private static Decision failed(ServerSnapshot server, InstanceEvent event, Operation operation) {
    if (operation == Operation.CREATE) {
      return notCreated(server, event);
    }
    if (operation == Operation.REMOVE && hadBegun(event) && server.isTaskJob(event)) {
      return new Reread(Rule.REMOVE_FAILED, effects(Effect.ADVANCE, Effect.FOLLOW_UP));
    }
    return leftBehind(server, event);
  }

  /** The server stays destroyed. */
  private static Decision afterTheEnd(ServerSnapshot server, InstanceEvent event) {
    Watermark.Order order = server.orderOf(event);
    boolean built =
        event.status() == JobStatus.SUCCESS
            && server.isOurCreation(event)
            && (order == Watermark.Order.LATER || order == Watermark.Order.CONFLICT);
    return built
        ? new Reread(Rule.ORPHANED, effects(Effect.ADVANCE, Effect.FOLLOW_UP))
        : new Ignore(Rule.GONE);
  }

  private static Decision underWay(
      ServerSnapshot server, InstanceEvent event, Operation operation) {
    boolean adopts = server.taskJobId() == null && server.isTaskJob(event);
    if (operation == Operation.UNTRACKED && !adopts) {
      return new Ignore(Rule.UNTRACKED);
    }
    int percent =
        switch (event.status()) {
          case QUEUED -> 5;
          case WAITING -> 10;
          default -> 25;
        };
    return new Progress(
        operation == Operation.CREATE ? percent : 0,
        adopts ? effects(Effect.ADOPT_JOB) : effects());
  }

  /**
   * That something else could not be made under the name of a server that is there says nothing.
   */
  private static Decision notCreated(ServerSnapshot server, InstanceEvent event) {
    boolean ours = server.isTaskJob(event);
    if (server.secondTry().replaced(event) || (!removalWaits(server) && !ours)) {
      return new Ignore(Rule.FAILED);
    }
    boolean building =
        server.state() == ServerState.BUILD && server.task() == ServerTask.BUILD && ours;
    if (building && server.secondTry().isPossible() && JobError.isTemporary(event)) {
      return new CreateAgain(effects(Effect.ADVANCE, Effect.FOLLOW_UP));
    }
    if (server.state() != ServerState.BUILD && server.orderOf(event) != Watermark.Order.LATER) {
      return moved(server, event, ServerState.ERROR, Rule.CREATE_FAILED);
    }
    Set<Effect> effects = ended(server, event);
    if (removalWaits(server)) {
      effects.add(Effect.FOLLOW_UP);
    } else if (hadBegun(event)) {
      effects.add(Effect.ASK);
    }
    return new Move(ServerState.ERROR, Rule.CREATE_FAILED, effects);
  }

  /**
   * What an event does that tells a state. To a server that is not known to be there even an older
   * one tells something: that it is.
   */
  private static Decision moved(
      ServerSnapshot server, InstanceEvent event, ServerState to, Rule rule) {
    Set<Effect> effects = ended(server, event);
    return switch (server.orderOf(event)) {
      case EARLIER, SAME ->
          isUnbuilt(server) && event.status() == JobStatus.SUCCESS
              ? new Reread(Rule.OUT_OF_ORDER, with(effects, Effect.FOLLOW_UP))
              : same(server, event, Rule.STALE);
      case CONFLICT -> new Reread(Rule.OUT_OF_ORDER, with(effects, Effect.FOLLOW_UP));
      case LATER ->
          new Move(to, rule, removalWaits(server) ? with(effects, Effect.FOLLOW_UP) : effects);
    };
  }

  /**
   * What an operation left that failed under way is for Ganeti to tell, unless a later event tells
   * it. While the server is being built, how that ends comes first, and then has Ganeti asked.
   */
  private static Decision leftBehind(ServerSnapshot server, InstanceEvent event) {
    if (!hadBegun(event) || isPast(server.orderOf(event))) {
      return same(server, event, Rule.FAILED);
    }
    if (server.state() == ServerState.BUILD) {
      return new Move(ServerState.BUILD, Rule.FAILED, ended(server, event));
    }
    return new Reread(Rule.FAILED, with(ended(server, event), Effect.FOLLOW_UP));
  }

  /** Whether what failed may have changed something; Ganeti says nothing of what never began. */
  private static boolean hadBegun(InstanceEvent event) {
    return event.status() == JobStatus.ERROR
        || event.result().getValueType() != JsonValue.ValueType.NULL;
  }

  /** What failed under way may have changed something; of a creation, only if it was ours. */
  static boolean mayHaveReshaped(ServerSnapshot server, InstanceEvent event) {
    if (server.state() == ServerState.DESTROYED
        || !event.status().isFinal()
        || !Operation.reshapes(event.operation())) {
      return false;
    }
    boolean isOthers =
        Operation.of(event.operation()) == Operation.CREATE
            && !server.isTaskJob(event)
            && !server.isOurCreation(event);
    return event.status() == JobStatus.SUCCESS || (hadBegun(event) && !isOthers);
  }

  private static boolean removalWaits(ServerSnapshot server) {
    return server.state() == ServerState.BUILD && server.task() == ServerTask.DESTROY;
  }

  private static boolean isUnbuilt(ServerSnapshot server) {
    return server.state() == ServerState.BUILD || server.state() == ServerState.ERROR;
  }

  private static boolean isPast(Watermark.Order order) {
    return order == Watermark.Order.EARLIER || order == Watermark.Order.SAME;
  }

  private static Set<Effect> ended(ServerSnapshot server, InstanceEvent event) {
    return server.isTaskJob(event)
        ? effects(Effect.ADVANCE, Effect.CLEAR_TASK)
        : effects(Effect.ADVANCE);
  }

  private static Decision same(ServerSnapshot server, InstanceEvent event, Rule rule) {
    return server.isTaskJob(event)
        ? new Move(server.state(), rule, effects(Effect.CLEAR_TASK))
        : new Ignore(rule);
  }

  private static Set<Effect> with(Set<Effect> effects, Effect more) {
    effects.add(more);
    return effects;
  }

  private static Set<Effect> effects(Effect... effects) {
    Set<Effect> set = EnumSet.noneOf(Effect.class);
    set.addAll(Set.of(effects));
    return set;
  }
}
