package io.synnefo.testbed.eventcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A queue directory and a recording made by hand, each job file with its message. */
final class QueueUnderTest {
  static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final String REASON = "[[\"gnt:user\",\"req-1\",1795338810718826000]]";

  final Path queue;
  final Path recording;

  QueueUnderTest(Path root) throws IOException {
    this.queue = Files.createDirectories(root.resolve("queue"));
    this.recording = root.resolve("recording");
    Files.createFile(recording);
  }

  /** A reboot of snf-ID that ended so. */
  static String job(long id, String status) {
    return job(id, status, "OP_INSTANCE_REBOOT", "\"instance_name\":\"snf-" + id + "\"");
  }

  static String job(long id, String status, String opcode, String input) {
    return """
        {"id":%d,"ops":[{"input":{"OP_ID":"%s","dry_run":false,"reason":%s,%s},
          "status":"%s","result":null,"log":[[1,[10,9],"message","one"],[2,[10,9],"message","two"]],
          "start_timestamp":[10,1],"exec_timestamp":[10,2],"end_timestamp":[10,3]}],
          "received_timestamp":[10,0],"start_timestamp":[10,1],"end_timestamp":[10,4]}
        """
        .formatted(id, opcode, REASON, input, status);
  }

  /** The message of {@link #job}. */
  static String told(long id, String status, int time) {
    return """
        {"type":"ganeti-op-status","event_id":"%s:%d:0:%s","cluster":"c","jobId":%d,"op_index":0,\
        "operation":"OP_INSTANCE_REBOOT","instance":"snf-%d","status":"%s","event_time":[10,%d],\
        "logmsg":%s,"result":null,"job_fields":{},"reason":%s}"""
        .formatted(
            UUID,
            id,
            status,
            id,
            id,
            status,
            time,
            Statuses.isFinal(status) ? "\"two\"" : "null",
            REASON);
  }

  void file(long id, String text) throws IOException {
    Files.writeString(queue.resolve("job-" + id), text);
  }

  void archived(long id, String text) throws IOException {
    Path directory = Files.createDirectories(queue.resolve("archive").resolve("0"));
    Files.writeString(directory.resolve("job-" + id), text);
  }

  /** The message is recorded under the id that stands in it. */
  void arrived(String message) throws IOException {
    arrived(message, message.replaceAll("(?s).*\"event_id\":\"([^\"]*)\".*", "$1"));
  }

  void arrived(String message, String id) throws IOException {
    arrived(message, id, "ganeti.snf.event.op");
  }

  void arrived(String message, String id, String key) throws IOException {
    new Recording(recording).add(key, id, message);
  }

  Verdict check(Path... others) throws IOException {
    return check(Map.of(), others);
  }

  Verdict check(Map<Path, Integer> lastWords, Path... others) throws IOException {
    List<Path> queues = new java.util.ArrayList<>(List.of(queue));
    queues.addAll(List.of(others));
    return EventCheck.check(
        new Cluster(UUID, "c", List.of("snf", "snf-lab")), queues, recording, lastWords);
  }
}
