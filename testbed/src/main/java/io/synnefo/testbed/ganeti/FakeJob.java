package io.synnefo.testbed.ganeti;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job of one opcode on its way. One thread at a time works on it; readers read its file. */
final class FakeJob {
  private final long id;
  private final Instant receivedAt;
  private final List<JsonArray> log = new ArrayList<>();
  private JsonObject input;
  private JobStatus status = JobStatus.QUEUED;
  private JsonValue result = JsonValue.NULL;
  private @Nullable Instant startedAt;
  private @Nullable Instant executedAt;
  private @Nullable Instant endedAt;
  private @Nullable String livelock;

  FakeJob(long id, JsonObject input, Instant receivedAt) {
    this.id = id;
    this.input = input;
    this.receivedAt = receivedAt;
  }

  long id() {
    return id;
  }

  String opId() {
    return input.getString("OP_ID");
  }

  /** Empty for a job that is about the cluster. */
  String instance() {
    return input.getString("instance_name", input.getString("name", ""));
  }

  JsonObject input() {
    return input;
  }

  void livelock(String file) {
    livelock = file;
  }

  void resolve(JsonObject fullInput) {
    input = fullInput;
  }

  void waiting(Instant now) {
    status = JobStatus.WAITING;
    startedAt = now;
  }

  void running(Instant now) {
    status = JobStatus.RUNNING;
    executedAt = now;
  }

  void log(Instant now, String message) {
    log.add(
        Json.createArrayBuilder()
            .add(log.size() + 1)
            .add(time(now))
            .add("message")
            .add(message)
            .build());
  }

  void succeeded(Instant now, JsonValue value) {
    end(now, JobStatus.SUCCESS, value);
  }

  void failed(Instant now, JobError error) {
    end(now, JobStatus.ERROR, error.toJson());
  }

  private void end(Instant now, JobStatus last, JsonValue value) {
    status = last;
    result = value;
    endedAt = now;
  }

  /** The job file's content; the process adds its id, luxid has none. */
  JsonObject toFile(boolean byProcess) {
    JsonObjectBuilder file =
        Json.createObjectBuilder()
            .add("id", id)
            .add("ops", Json.createArrayBuilder().add(op()))
            .add("received_timestamp", time(receivedAt))
            .add("start_timestamp", time(startedAt))
            .add("end_timestamp", time(endedAt));
    if (livelock != null) {
      file.add("livelock", livelock);
    }
    if (byProcess) {
      file.add("process_id", ProcessHandle.current().pid());
    }
    return file.build();
  }

  private JsonObjectBuilder op() {
    JsonArrayBuilder lines = Json.createArrayBuilder();
    log.forEach(lines::add);
    return Json.createObjectBuilder()
        .add("input", input)
        .add("status", status.word())
        .add("result", result)
        .add("log", lines)
        .add("priority", 0)
        .add("start_timestamp", time(startedAt))
        .add("exec_timestamp", time(executedAt))
        .add("end_timestamp", time(endedAt));
  }

  private static JsonValue time(@Nullable Instant instant) {
    return instant == null
        ? JsonValue.NULL
        : Json.createArrayBuilder()
            .add(instant.getEpochSecond())
            .add(instant.getNano() / 1000)
            .build();
  }
}
