package io.synnefo.testbed.ganeti;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.RapiClient;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the event daemon relies on: how job files come to be and what is in them. */
interface JobFilesContract {
  String TEMPORARY = "(job-\\d+|serial)-\\d+-\\d+\\.tmp|job-\\d+[a-z0-9_]{8}\\.new";
  String FINAL = "job-\\d+|serial|lock";
  Duration GUEST_TIMEOUT = Duration.ofSeconds(5);

  GanetiEnv env();

  io.synnefo.ganeti.HttpRapiClient client();

  private static ToLongFunction<RapiClient> change(
      RawRapi raw, String method, String path, String body) {
    return client -> {
      try {
        return raw.submit(method, path, body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private List<ToLongFunction<RapiClient>> life(String name) {
    RawRapi raw = new RawRapi(env());
    String at = "/2/instances/" + name;
    return List.of(
        c -> c.createInstance(RapiClientContract.request(name), "files"),
        c -> c.createInstance(RapiClientContract.request(name), "files"),
        change(raw, "PUT", at + "/modify?reason=files", "{\"beparams\":{\"vcpus\":1}}"),
        change(raw, "POST", at + "/disk/0/grow?reason=files", "{\"amount\":16}"),
        change(raw, "PUT", at + "/tags?tag=files&reason=files", ""),
        change(raw, "DELETE", at + "/tags?tag=files&reason=files", ""),
        c -> c.stopInstance(name, GUEST_TIMEOUT, "files"),
        c -> c.startInstance(name, "files"),
        c -> c.rebootInstance(name, GUEST_TIMEOUT, "files"),
        c -> c.removeInstance(name, GUEST_TIMEOUT, "files"),
        c -> c.startInstance(name, "files"),
        c -> c.askDaemon("snf:eventd:heartbeat:files", "files"));
  }

  @Test
  default void jobFilesAppearByRenameOnlyAndHaveTheKeysOnRecord() throws IOException {
    try (QueueObserver observer = new QueueObserver(env().queueDir())) {
      List<Long> jobs = new ArrayList<>();
      for (ToLongFunction<RapiClient> submit : life("snf-files")) {
        long job = submit.applyAsLong(client());
        RapiClientContract.ended(client(), job);
        jobs.add(job);
      }
      await().until(() -> isFinal(observer, jobs.get(jobs.size() - 1)));
      assertEquals(List.of(), observer.problems());
      assertRenamesOnly(observer.events());
      Map<String, String> shapes = new LinkedHashMap<>();
      for (long job : jobs) {
        assertStatusesAscend(observer.versions(job));
        observer.versions(job).forEach(version -> describe(version, shapes));
      }
      assertKeysOnRecord(shapes);
      assertSecretsGoAfterQueued(observer.versions(jobs.get(0)));
      assertSerial(jobs.get(jobs.size() - 1));
    }
  }

  private static boolean isFinal(QueueObserver observer, long job) {
    List<JsonObject> versions = observer.versions(job);
    return !versions.isEmpty() && status(versions.get(versions.size() - 1)).isFinal();
  }

  private void assertSerial(long lastJob) throws IOException {
    String serial = java.nio.file.Files.readString(env().queueDir().resolve("serial"));
    assertEquals(lastJob + "\n", serial);
  }

  private static JsonObject op(JsonObject job) {
    return job.getJsonArray("ops").getJsonObject(0);
  }

  private static JobStatus status(JsonObject job) {
    return JobStatus.ofWord(op(job).getString("status")).orElseThrow();
  }

  private static void assertRenamesOnly(List<QueueObserver.Seen> events) {
    for (QueueObserver.Seen seen : events) {
      boolean temporary = seen.name().matches(TEMPORARY);
      assertTrue(temporary || seen.name().matches(FINAL), () -> "strange name " + seen);
      assertTrue(temporary || !seen.modified(), () -> "written in place: " + seen);
    }
  }

  private static void assertStatusesAscend(List<JsonObject> versions) {
    int rank = 0;
    for (JsonObject version : versions) {
      assertTrue(status(version).rank() >= rank, () -> "went back: " + version);
      rank = status(version).rank();
    }
    JsonObject last = versions.get(versions.size() - 1);
    assertTrue(status(last).isFinal());
    assertTrue(op(last).getJsonArray("end_timestamp").getInt(0) > 0);
  }

  private static void assertSecretsGoAfterQueued(List<JsonObject> creation) {
    for (JsonObject version : creation) {
      JsonObject secrets = op(version).getJsonObject("input").getJsonObject("osparams_private");
      assertEquals(status(version) != JobStatus.QUEUED, secrets.isNull("img_passwd"));
    }
  }

  /** One line an opcode and status: the keys of the job, the op and its input. */
  private static void describe(JsonObject job, Map<String, String> shapes) {
    JsonObject op = op(job);
    JsonObject input = op.getJsonObject("input");
    String about = input.containsKey("kind") ? " of " + input.getString("kind") : "";
    String name = input.getString("OP_ID") + about + " " + op.getString("status");
    TreeSet<String> jobKeys = new TreeSet<>(job.keySet());
    // comes with the second write, while queued
    jobKeys.remove("livelock");
    String keys =
        String.join(",", jobKeys)
            + " | "
            + String.join(",", new TreeSet<>(op.keySet()))
            + " | "
            + String.join(",", new TreeSet<>(input.keySet()));
    shapes.merge(name, keys, (one, other) -> one.equals(other) ? one : one + " OR " + other);
  }

  private static void assertKeysOnRecord(Map<String, String> shapes) throws IOException {
    Map<String, String> record = record();
    String differences =
        shapes.entrySet().stream()
            .filter(shape -> !shape.getValue().equals(record.get(shape.getKey())))
            .map(shape -> shape.getKey() + ": " + shape.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    assertEquals("", differences, "differs from job-file-keys.txt");
  }

  private static Map<String, String> record() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            JobFilesContract.class.getResourceAsStream("job-file-keys.txt"), "no record")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
  }
}
