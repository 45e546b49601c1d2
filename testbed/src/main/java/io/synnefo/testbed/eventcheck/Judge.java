package io.synnefo.testbed.eventcheck;

import io.synnefo.testbed.eventcheck.Finding.Kind;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what arrived with the job files. The recording is to be older than the files: a file may
 * be ahead of the messages, never the reverse.
 */
final class Judge {
  private final Cluster cluster;
  private final JobFolders folders;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Slot> told = new HashSet<>();
  private final Set<OpSlot> ended = new HashSet<>();
  private int events;
  private int probes;
  private int superseded;

  /** A state of one opcode for one subject, of which there is one event. */
  private record Slot(long job, int op, String type, String name, String status) {}

  /** One opcode. */
  private record OpSlot(long job, int op) {}

  private Judge(Cluster cluster, JobFolders folders) {
    this.cluster = cluster;
    this.folders = folders;
  }

  static Verdict judge(Cluster cluster, JobFolders folders, List<Arrival> arrivals) {
    Judge judge = new Judge(cluster, folders);
    folders.unreadable().forEach((file, why) -> judge.find(Kind.UNREADABLE, -1, -1, file, why));
    Doubles doubles = new Doubles();
    for (Arrival arrival : arrivals) {
      JsonObject json = arrival.json();
      if (json.getString("type", "").equals("eventd-probe")) {
        judge.probes++;
      } else {
        judge.events++;
        judge.weigh(arrival, json);
        doubles.add(arrival, json);
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

  private void weigh(Arrival arrival, JsonObject json) {
    long job = Arrival.number(json, "jobId");
    int op = (int) Arrival.number(json, "op_index");
    String type = json.getString("type", "");
    List<OpFile> versions = folders.versions(job, op);
    if (versions.isEmpty()) {
      find(Kind.UNKNOWN, job, op, type, message(arrival) + " is of an opcode that no file has");
      return;
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
      return;
    }
    told.add(new Slot(job, op, type, subject.get().name(), json.getString("status", "")));
    compare(arrival, json, versions, subject.get());
  }

  private static boolean named(JsonObject json, Subject subject) {
    return json.getString(subject.field(), "").equals(subject.name());
  }

  private void compare(Arrival arrival, JsonObject json, List<OpFile> versions, Subject subject) {
    OpFile truth = versions.get(0);
    OpSlot slot = new OpSlot(truth.jobId(), truth.index());
    boolean isFinal = Statuses.isFinal(json.getString("status", ""));
    List<String> differences = Content.differences(arrival, json, truth, subject, cluster);
    if (differences.isEmpty()) {
      if (isFinal) {
        ended.add(slot);
      }
      return;
    }
    Optional<OpFile> agreeing =
        versions.stream()
            .filter(op -> Content.differences(arrival, json, op, subject, cluster).isEmpty())
            .findFirst();
    String text = message(arrival) + ": " + String.join("; ", differences);
    if (agreeing.isEmpty()) {
      find(Kind.ALTERED, slot.job(), slot.op(), subject.name(), text);
    } else if (isFinal || ended.contains(slot)) {
      text += "; only " + agreeing.get().file() + " says so";
      find(Kind.STALE, slot.job(), slot.op(), subject.name(), text);
    } else {
      superseded++;
    }
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
