package io.synnefo.testbed.bench;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpCodes;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.ganeti.Reason;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Events as the daemon sends them: of each server in turn, a job that runs, then that it ended, and
 * the next job undoes it. No two have the same id; every final one moves its server.
 */
final class EventSource {
  private final Cloud cloud;
  private final List<Long> servers;
  private final Clock clock;
  private final long firstJob;
  private long made;

  /** Its jobs are later than any job of a Ganeti, and than those of an earlier source. */
  EventSource(Cloud cloud, List<Long> servers, Clock clock) {
    this.cloud = cloud;
    this.servers = List.copyOf(servers);
    this.clock = clock;
    this.firstJob = clock.millis() * 1000;
  }

  /** Smallest number of events after which every server is as it was. */
  int period() {
    return servers.size() * 4;
  }

  /** The next ones, in order. */
  List<InstanceEvent> take(int count) {
    List<InstanceEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private InstanceEvent next() {
    int server = (int) (made % servers.size());
    long step = made / servers.size();
    made++;
    long job = firstJob + step / 2 * servers.size() + server;
    JobStatus status = step % 2 == 0 ? JobStatus.RUNNING : JobStatus.SUCCESS;
    boolean stops = step / 2 % 2 == 0;
    Instant now = clock.instant();
    OpState op =
        new OpState(
            cloud.value("GNT_CLUSTER_UUID") + ":" + job + ":0:" + status.word(),
            cloud.value("GNT_CLUSTER"),
            job,
            0,
            stops ? OpCodes.INSTANCE_SHUTDOWN : OpCodes.INSTANCE_STARTUP,
            status,
            now,
            null,
            JsonValue.NULL,
            reason(job, stops, now));
    String instance = cloud.value("PREFIX") + "-" + servers.get(server);
    return new InstanceEvent(op, instance, JsonObject.EMPTY_JSON_OBJECT, List.of());
  }

  private static List<Reason> reason(long job, boolean stops, Instant now) {
    String request = "req-" + new UUID(0, job);
    return List.of(
        new Reason("user", request + ":" + (stops ? "stop" : "start"), now),
        new Reason(
            "gnt:opcode:instance_" + (stops ? "shutdown" : "startup"),
            "job=" + job + ";index=0",
            now));
  }
}
