package io.synnefo.testbed.eventcheck;

import io.synnefo.testbed.eventcheck.Finding.Kind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what arrived with the job files. The recording is to be older than the files: a file may
 * be ahead of the messages, never the reverse.
 */
final class Judge {
  private final Cluster cluster;
  private final JobFolders folders;
  private final Map<Path, Integer> lastWords;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Slot> told = new HashSet<>();
  private final Set<String> lastTold = new HashSet<>();
  private int events;
  private int probes;
  private int superseded;

  /** A state of one opcode for one subject, of which there is one event. */
  private record Slot(long job, int op, String type, String name, String status) {}

  private Judge(Cluster cluster, JobFolders folders, Map<Path, Integer> lastWords) {
    this.cluster = cluster;
    this.folders = folders;
    this.lastWords = lastWords;
  }

  /**
   * What is wrong.
   *
   * @param lastWords how many messages had arrived when the node of that queue directory died: it
   *     may have told what Ganeti did not get to copy to another node
   */
  static Verdict judge(
      Cluster cluster, JobFolders folders, List<Arrival> arrivals, Map<Path, Integer> lastWords) {
    Judge judge = new Judge(cluster, folders, lastWords);
    folders.unreadable().forEach((file, why) -> judge.find(Kind.UNREADABLE, -1, -1, file, why));
    Doubles doubles = new Doubles();
    for (Arrival arrival : arrivals) {
      JsonObject json = arrival.json();
      if (json.getString("type", "").equals("eventd-probe")) {
        judge.probes++;
      } else {
        judge.events++;
        if (judge.weigh(arrival, json)) {
          doubles.add(arrival, json);
        }
      }
    }
    judge.lookForLost();
    judge.findings.addAll(doubles.findings());
    return new Verdict(
        folders.count(),
        (int) judge.ours(),
        judge.events,
        doubles.again(),
        judge.probes,
        judge.superseded,
        judge.findings);
  }

  private long ours() {
    return folders.truth().mapToLong(op -> cluster.subjects(op).size()).sum();
  }

  /** False if it was true once and is no more. */
  private boolean weigh(Arrival arrival, JsonObject json) {
    long job = Arrival.number(json, "jobId");
    int op = (int) Arrival.number(json, "op_index");
    String type = json.getString("type", "");
    List<OpFile> versions = folders.versions(job, op);
    if (versions.isEmpty()) {
      find(Kind.UNKNOWN, job, op, type, message(arrival) + " is of an opcode that no file has");
      return true;
    }
    Optional<Subject> subject =
        cluster.subjects(versions.get(0)).stream()
            .filter(one -> one.type().equals(type))
            .filter(one -> one.field().isEmpty() || named(json, one))
            .findFirst();
    if (subject.isEmpty()) {
      find(
          Kind.UNKNOWN,
          job,
          op,
          type,
          message(arrival) + " is of something that the opcode does not tell this cloud of");
      return true;
    }
    if (!compare(arrival, json, versions, subject.get())) {
      superseded++;
      return false;
    }
    told.add(new Slot(job, op, type, subject.get().name(), json.getString("status", "")));
    return true;
  }

  private static boolean named(JsonObject json, Subject subject) {
    return json.getString(subject.field(), "").equals(subject.name());
  }

  private boolean compare(
      Arrival arrival, JsonObject json, List<OpFile> versions, Subject subject) {
    OpFile truth = versions.get(0);
    boolean isFinal = Statuses.isFinal(json.getString("status", ""));
    List<String> differences = Content.differences(arrival, json, truth, subject, cluster);
    if (differences.isEmpty()) {
      return true;
    }
    Optional<OpFile> agreeing =
        versions.stream()
            .filter(op -> Content.differences(arrival, json, op, subject, cluster).isEmpty())
            .findFirst();
    String text = message(arrival) + ": " + String.join("; ", differences);
    if (agreeing.isEmpty()) {
      find(Kind.ALTERED, truth.jobId(), truth.index(), subject.name(), text);
      return true;
    }
    if ((isFinal || mayWin(json, truth)) && !isLastWord(arrival, agreeing.get())) {
      text += "; only " + agreeing.get().file() + " says so";
      find(Kind.STALE, truth.jobId(), truth.index(), subject.name(), text);
      return true;
    }
    return false;
  }

  /** Whoever heard how the opcode ended takes no notice of what was before. */
  private static boolean mayWin(JsonObject json, OpFile truth) {
    return Statuses.isFinal(truth.status())
        && json.get("event_time") instanceof JsonArray time
        && Statuses.compareTimes(time, truth.timeOf(truth.status())) >= 0;
  }

  /** Told in time by the node that is dead; or once more, as every message may be. */
  private boolean isLastWord(Arrival arrival, OpFile op) {
    boolean inTime =
        lastWords.entrySet().stream()
            .anyMatch(
                dead -> op.file().startsWith(dead.getKey()) && arrival.place() <= dead.getValue());
    if (inTime) {
      lastTold.add(arrival.body());
    }
    return inTime || lastTold.contains(arrival.body());
  }

  private void lookForLost() {
    folders
        .truth()
        .forEach(op -> cluster.subjects(op).forEach(subject -> lookForLost(op, subject)));
  }

  private void lookForLost(OpFile op, Subject subject) {
    Slot slot = new Slot(op.jobId(), op.index(), subject.type(), subject.name(), op.status());
    if (!told.contains(slot)) {
      find(
          Kind.LOST,
          op.jobId(),
          op.index(),
          subject.name(),
          op.opcode() + " is " + op.status() + " in " + op.file() + ", and no message says so");
    }
  }

  private static String message(Arrival arrival) {
    return "message " + arrival.place() + " (" + arrival.id() + ")";
  }

  private void find(Kind kind, long job, int op, Object subject, String text) {
    findings.add(new Finding(kind, job, op, subject.toString(), text));
  }
}
