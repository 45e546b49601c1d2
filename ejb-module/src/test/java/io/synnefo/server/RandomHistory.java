package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Jobs of one server as Ganeti may have worked on them, one at a time: they succeed, fail, fail
 * half-way, are canceled before or after they began, overtake each other, and the clock may step
 * back. Other than in life, never both of the latter: then no event would tell. Whoever looks sees
 * whether Ganeti runs the instance in the end; what it is made of changes with some of the jobs.
 */
final class RandomHistory {
  private static final List<String> OPERATIONS =
      List.of(
          "INSTANCE_STARTUP",
          "INSTANCE_SHUTDOWN",
          "INSTANCE_REBOOT",
          "INSTANCE_SET_PARAMS",
          "INSTANCE_GROW_DISK",
          "TAGS_SET",
          "TAGS_DEL",
          "INSTANCE_MIGRATE",
          "INSTANCE_RENAME",
          "INSTANCE_REMOVE");

  private enum Clock {
    STEADY,
    STEADY_WHILE_JOBS_OVERTAKE,
    STEPS_BACK
  }

  private final Random random;
  private final String instance;
  private final List<InstanceEvent> events = new ArrayList<>();
  private final Map<String, Integer> changes = new HashMap<>();
  private final List<Reshaping> reshapings = new ArrayList<>();
  private Presence shown = Presence.ABSENT;
  private ServerState state = ServerState.BUILD;
  private long second = 1000;

  /** Whether it was created, or something else succeeded on what a failed creation left. */
  private boolean built;

  /** The first job creates the instance. */
  RandomHistory(Random random, String instance, long firstJob) {
    this.random = random;
    this.instance = instance;
    Clock clock = oneOf(List.of(Clock.values()));
    List<Long> jobs = jobs(firstJob, clock);
    int stepBack = clock == Clock.STEPS_BACK ? 1 + random.nextInt(jobs.size()) : -1;
    create(firstJob);
    for (int i = 1; i < jobs.size(); i++) {
      if (i == stepBack) {
        second -= 500;
      }
      boolean last = i == jobs.size() - 1;
      second +=
          clock == Clock.STEADY_WHILE_JOBS_OVERTAKE ? 1 + random.nextInt(3) : random.nextInt(3);
      work(jobs.get(i), last && random.nextInt(5) == 0);
    }
  }

  /** Each once, in the order in which they happened. */
  List<InstanceEvent> events() {
    return List.copyOf(events);
  }

  /** Each at least once, in any order. */
  List<InstanceEvent> deliveries() {
    List<InstanceEvent> all = new ArrayList<>(events);
    for (int i = random.nextInt(events.size() + 1); i > 0; i--) {
      all.add(oneOf(events));
    }
    Collections.shuffle(all, random);
    return all;
  }

  /** How often Ganeti has changed, at least, what the instance is made of when that is told. */
  int changes(InstanceEvent event) {
    return changes.getOrDefault(String.valueOf(event.eventId()), 0);
  }

  /** How often it has in the end. */
  int changes() {
    return reshapings.size();
  }

  /** What the instance is made of after so many changes. */
  Shape shape(int changesSoFar) {
    Shape shape = Shapes.SMALL;
    for (int n = 0; n < changesSoFar; n++) {
      shape = reshapings.get(n).of(shape, n + 1);
    }
    return shape;
  }

  /** How Ganeti shows the instance in the end. */
  Presence shown() {
    return shown;
  }

  /** Where the server ends. */
  ServerState end() {
    return state;
  }

  private List<Long> jobs(long first, Clock clock) {
    List<Long> jobs = new ArrayList<>();
    for (int i = random.nextInt(7); i >= 0; i--) {
      jobs.add(first + jobs.size());
    }
    if (clock == Clock.STEADY_WHILE_JOBS_OVERTAKE) {
      Collections.shuffle(jobs.subList(1, jobs.size()), random);
    }
    return jobs;
  }

  private void create(long job) {
    Events.Builder op = Events.job(job, "INSTANCE_CREATE").of(instance).at(second);
    begin(op);
    switch (random.nextInt(5)) {
      case 0 -> {
        end(Reshaping.MADE, random.nextBoolean() ? op.is(JobStatus.ERROR) : op.cancelledUnderWay());
        shown = oneOf(List.of(Presence.RUNNING, Presence.STOPPED, Presence.ABSENT));
        state = shown == Presence.RUNNING ? ServerState.STARTED : ServerState.ERROR;
      }
      case 1 -> {
        events.add(op.is(JobStatus.CANCELED));
        state = ServerState.ERROR;
      }
      default -> {
        end(Reshaping.MADE, op.is(JobStatus.SUCCESS));
        nowIs(Presence.RUNNING, ServerState.STARTED);
      }
    }
  }

  private void work(long job, boolean goesOn) {
    boolean failed = false;
    for (int index = random.nextInt(3), i = 0; i <= index; i++) {
      String operation = oneOf(OPERATIONS);
      Events.Builder op = Events.job(job, operation).of(instance).op(i).at(second);
      begin(op);
      if (goesOn) {
        return;
      }
      failed = failed || end(op, operation);
      if (failed && i < index) {
        events.add(
            Events.job(job, "INSTANCE_STARTUP")
                .of(instance)
                .op(i + 1)
                .at(second)
                .is(JobStatus.ERROR)); // the preceding opcode failed
        return;
      }
      second += random.nextInt(2);
    }
  }

  private void begin(Events.Builder op) {
    for (JobStatus status : List.of(JobStatus.QUEUED, JobStatus.WAITING, JobStatus.RUNNING)) {
      if (random.nextInt(3) > 0) { // a status that did not last is not seen
        events.add(op.is(status));
      }
    }
  }

  /** Whether it failed. */
  private boolean end(Events.Builder op, String operation) {
    int how = shown == Presence.ABSENT ? 0 : random.nextInt(6);
    if (how == 0) {
      end(operation, random.nextBoolean() ? op.is(JobStatus.ERROR) : op.cancelledUnderWay());
      leavesHalfDone();
      return true;
    }
    if (how == 1) {
      events.add(op.is(JobStatus.CANCELED));
      return true;
    }
    end(operation, op.is(JobStatus.SUCCESS));
    switch (operation) {
      case "INSTANCE_STARTUP", "INSTANCE_REBOOT" -> nowIs(Presence.RUNNING, ServerState.STARTED);
      case "INSTANCE_SHUTDOWN" -> nowIs(Presence.STOPPED, ServerState.STOPPED);
      case "INSTANCE_REMOVE" -> nowIs(Presence.ABSENT, ServerState.DESTROYED);
      default -> {
        // says nothing of the state
      }
    }
    return false;
  }

  private void end(String operation, InstanceEvent event) {
    List<Reshaping> possible = Reshaping.by(operation);
    if (possible.isEmpty()) {
      events.add(event);
    } else {
      end(oneOf(possible), event);
    }
  }

  private void end(Reshaping reshaping, InstanceEvent event) {
    events.add(event);
    reshapings.add(reshaping);
    changes.put(String.valueOf(event.eventId()), reshapings.size());
  }

  private void leavesHalfDone() {
    if (shown != Presence.ABSENT) {
      shown = random.nextBoolean() ? Presence.RUNNING : Presence.STOPPED;
      ServerState down = built ? ServerState.STOPPED : ServerState.ERROR;
      state = shown == Presence.RUNNING ? ServerState.STARTED : down;
    }
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void nowIs(Presence presence, ServerState now) {
    shown = presence;
    state = now;
    built = true;
  }
}
