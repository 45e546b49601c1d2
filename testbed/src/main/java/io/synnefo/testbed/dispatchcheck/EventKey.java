package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.eventcheck.OpFile;
import io.synnefo.testbed.eventcheck.Subject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which event it is, within a cluster.
 *
 * @param op index of the opcode in its job
 * @param instance whose event it is, of an opcode that works on several; else empty
 */
record EventKey(long job, int op, String status, String instance) {
  private static final Pattern ID =
      Pattern.compile("([^:]+):(\\d{1,18}):(\\d{1,9}):([a-z]+)(?::(.+))?");

  /** An event's id: the cluster's UUID, and which event of the cluster. */
  record Id(String cluster, EventKey event) {}

  /** Of the event that tells that subject that the opcode has that status. */
  static EventKey of(OpFile op, Subject subject, String status) {
    return new EventKey(op.jobId(), op.index(), status, subject.several() ? subject.name() : "");
  }

  /** Empty if it is no id of a daemon of ours. */
  static Optional<Id> parse(String id) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String instance = parts.group(5) == null ? "" : parts.group(5);
    EventKey event =
        new EventKey(
            Long.parseLong(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            parts.group(4),
            instance);
    return Optional.of(new Id(parts.group(1), event));
  }

  /** Without the cluster's UUID. */
  @Override
  public String toString() {
    return job + ":" + op + ":" + status + (instance.isEmpty() ? "" : ":" + instance);
  }
}
