package io.synnefo.server;

import io.synnefo.server.Decision.Effect;
import io.synnefo.server.Decision.Ignore;
import io.synnefo.server.Decision.Move;
import io.synnefo.server.Decision.Progress;
import io.synnefo.server.Decision.Reread;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 *   <li>A successful removal wins over everything, whenever it arrives: nothing of the instance can
 *       follow it, but our own creation, when that was held up on its way to Ganeti until nobody
 *       expected it any more. Ganeti is asked then, and what is there is removed.
 *   <li>That an operation ended clears the task it belongs to, stale or not.
 * </ul>
 */
final class ServerStateMachine {
  private ServerStateMachine() {}

  /** What that event does to that server. */
  static Decision decide(ServerSnapshot server, InstanceEvent event) {
    Operation operation = Operation.of(event.operation());
    if (server.state() == ServerState.DESTROYED) {
      return afterTheEnd(server, event);
    }
    if (!event.status().isFinal()) {
      return underWay(server, event, operation);
    }
    boolean succeeded = event.status() == JobStatus.SUCCESS;
    return switch (operation) {
      case CREATE -> created(server, event, succeeded);
      case STARTUP -> moved(server, event, succeeded ? ServerState.STARTED : null, Rule.STARTED);
      case REBOOT -> moved(server, event, succeeded ? ServerState.STARTED : null, Rule.REBOOTED);
      case SHUTDOWN -> moved(server, event, succeeded ? ServerState.STOPPED : null, Rule.STOPPED);
      case REMOVE -> removed(server, event);
      case STATELESS -> same(server, event, succeeded ? Rule.STATELESS : Rule.FAILED);
      case UNTRACKED -> same(server, event, Rule.UNTRACKED);
    };
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
    Set<Effect> over =
        why == Rule.OUT_OF_ORDER ? effects() : effects(Effect.CLEAR_TASK); // its job may still run
    if (presence == Presence.ABSENT) {
      return absent(server, over);
    }
    if (why == Rule.REMOVE_FAILED) {
      return new Move(state, Rule.REMOVE_FAILED, over);
    }
    if (server.task() == ServerTask.DESTROY && state == ServerState.BUILD) {
      over = effects(Effect.FOLLOW_UP); // built after all, and still to be removed
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
  private static Decision created(ServerSnapshot server, InstanceEvent event, boolean succeeded) {
    if (succeeded) {
      return moved(server, event, ServerState.STARTED, Rule.CREATED);
    }
    boolean removalWaits =
        server.state() == ServerState.BUILD && server.task() == ServerTask.DESTROY;
    return removalWaits || server.isTaskJob(event)
        ? moved(server, event, ServerState.ERROR, Rule.CREATE_FAILED)
        : new Ignore(Rule.FAILED);
  }

  /** What an event does that tells a state; {@code to} is null when the operation failed. */
  private static Decision moved(
      ServerSnapshot server, InstanceEvent event, @Nullable ServerState to, Rule rule) {
    if (to == null) {
      return same(server, event, Rule.FAILED);
    }
    Set<Effect> effects = effects(Effect.ADVANCE);
    if (server.isTaskJob(event)) {
      effects.add(Effect.CLEAR_TASK);
    }
    return switch (server.orderOf(event)) {
      case EARLIER, SAME -> same(server, event, Rule.STALE);
      case CONFLICT -> new Reread(Rule.OUT_OF_ORDER, with(effects, Effect.FOLLOW_UP));
      case LATER -> {
        boolean removalWaits =
            server.state() == ServerState.BUILD && server.task() == ServerTask.DESTROY;
        yield new Move(to, rule, removalWaits ? with(effects, Effect.FOLLOW_UP) : effects);
      }
    };
  }

  private static Decision removed(ServerSnapshot server, InstanceEvent event) {
    return switch (event.status()) {
      case SUCCESS ->
          new Move(ServerState.DESTROYED, Rule.REMOVED, effects(Effect.ADVANCE, Effect.CLEAR_TASK));
      case ERROR ->
          server.isTaskJob(event)
              ? new Reread(Rule.REMOVE_FAILED, effects(Effect.FOLLOW_UP))
              : new Ignore(Rule.FAILED);
      default -> same(server, event, Rule.FAILED);
    };
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
