package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deliveries in any order, any number of times, on whichever database. */
abstract class AnyDeliveryContract extends ServerContract {
  private static final int CASES = FullCounts.of("dispatch") ? 5_000 : 60;

  /** Not that which depends on when it was written, nor progress, which shows while it is built. */
  private static final String ROW =
      "SELECT state, flavor_id, last_job_id, create_job_id, task_job_id, replaced_job_id,"
          + " last_op_index, last_event_at, task, due_at, due_why, fault_code"
          + " FROM server WHERE id = ?1";

  private static final int STATE = 0;
  private static final int FLAVOR = 1;
  private static final int LAST_JOB = 2;
  private static final int REPLACED_JOB = 5;
  private static final int LAST_OP = 6;
  private static final int LAST_AT = 7;

  @Test
  void anyDeliveryOfAHistoryEndsInTheSameRowAndRecordsEachEventOnce() {
    long seed = new Random().nextLong();
    System.out.println("AnyDeliveryContract: first seed " + seed);
    Cloud cloud = cloud();
    for (long i = seed; i < seed + CASES; i++) {
      assertEquals(delivered(cloud, i, false), delivered(cloud, i, true), "seed " + i);
    }
  }

  /** The row at the end, its job ids counted from the first. */
  private static List<@Nullable Object> delivered(Cloud cloud, long seed, boolean anyhow) {
    cloud.ganeti.otherJobs(20);
    cloud.create("web");
    long serverId = serverId(cloud);
    String instance = "snf-" + serverId;
    Random random = new Random(seed);
    List<InstanceEvent> before = random.nextInt(4) == 0 ? lockedOut(cloud, instance) : List.of();
    long firstJob = cloud.ganeti.lastJob();
    RandomHistory history = new RandomHistory(random, instance, firstJob);
    cloud.ganeti.step(firstJob, JobStatus.SUCCESS); // as far as others ask for the job itself
    cloud.ganeti.shows(instance, status(history.shown()));
    int changes = 0; // Ganeti is at least as far as what was told of it
    for (InstanceEvent event : anyhow ? anyhow(before, history, random) : history.events()) {
      changes = Math.max(changes, history.changes(event));
      cloud.ganeti.has(instance, history.shape(changes));
      cloud.deliver(event);
      if (random.nextInt(3) == 0) {
        cloud.followUp();
      }
      if (random.nextInt(3) == 0) {
        lookedAtShape(cloud);
      }
    }
    cloud.followUp();
    lookedAtShape(cloud);
    int events = before.size() + history.events().size();
    assertEachEventIsOnRecordOnce(cloud, serverId, events, seed);
    List<@Nullable Object> row = row(cloud, serverId, firstJob);
    assertEquals(history.end().name(), row.get(STATE), "seed " + seed);
    boolean there = history.end() != ServerState.DESTROYED && history.shown() != Presence.ABSENT;
    Shape shape = there ? history.shape(history.changes()) : Shape.UNKNOWN;
    assertEquals(shape, cloud.shapes.of(serverId), "seed " + seed);
    assertEquals(Reshaping.flavorOf(shape), row.get(FLAVOR), "seed " + seed);
    return row;
  }

  /**
   * The creation has failed by others' locks, as those events told, and a second one was asked for.
   */
  private static List<InstanceEvent> lockedOut(Cloud cloud, String instance) {
    long job = cloud.ganeti.lastJob();
    Events.Builder op = Events.job(job, "INSTANCE_CREATE").of(instance).at(10);
    cloud.ganeti.step(job, JobStatus.ERROR);
    List<InstanceEvent> told =
        List.of(
            op.is(JobStatus.RUNNING),
            op.is(JobStatus.ERROR, Events.error("temp_insufficient_resources")));
    told.forEach(cloud::deliver);
    cloud.followUp();
    assertEquals(job + 1, cloud.ganeti.lastJob());
    return told;
  }

  /** Those of the first creation come again. */
  private static List<InstanceEvent> anyhow(
      List<InstanceEvent> before, RandomHistory history, Random random) {
    List<InstanceEvent> all = new ArrayList<>(history.deliveries());
    all.addAll(before);
    Collections.shuffle(all, random);
    return all;
  }

  private static @Nullable String status(Presence shown) {
    return switch (shown) {
      case ABSENT -> null;
      case RUNNING -> "running";
      case STOPPED -> "ADMIN_down";
      case UNSEEN -> "ERROR_nodedown";
    };
  }

  /** Other than in life without a pause: here Ganeti shows at once what it told. */
  private static void lookedAtShape(Cloud cloud) {
    cloud.shapes.marksAreDue();
    cloud.shapes.sweep();
  }

  private static void assertEachEventIsOnRecordOnce(
      Cloud cloud, long serverId, int events, long seed) {
    Object[] counts =
        (Object[])
            cloud.one(
                "SELECT COUNT(event_id), COUNT(DISTINCT event_id) FROM server_history"
                    + " WHERE server_id = ?1",
                serverId);
    assertEquals(
        List.of((long) events, (long) events),
        Arrays.stream(counts).map(count -> ((Number) count).longValue()).toList(),
        "seed " + seed);
  }

  private static List<@Nullable Object> row(Cloud cloud, long serverId, long firstJob) {
    List<@Nullable Object> row =
        new ArrayList<>(Arrays.asList((Object[]) cloud.one(ROW, serverId)));
    for (int column = LAST_JOB; column <= REPLACED_JOB; column++) {
      row.set(
          column,
          row.get(column) instanceof Number job ? Long.valueOf(job.longValue() - firstJob) : null);
    }
    if ("DESTROYED".equals(row.get(STATE))) {
      // how far its state had come depends on when it was known to be destroyed
      row.set(LAST_JOB, null);
      row.set(LAST_OP, null);
      row.set(LAST_AT, null);
    }
    return row;
  }
}
