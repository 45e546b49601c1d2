package io.synnefo.testbed.eventcheck;

import java.util.List;

/**
 * Whose jobs they are, and for whom.
 *
 * @param uuid of the Ganeti cluster
 * @param name of the Ganeti cluster
 * @param prefixes of the clouds that the daemon publishes for
 */
record Cluster(String uuid, String name, List<String> prefixes) {
  /** Copies the prefixes. */
  Cluster {
    prefixes = List.copyOf(prefixes);
  }

  List<Subject> subjects(OpFile op) {
    return Subject.of(op, prefixes);
  }

  String eventId(OpFile op, Subject subject, String status) {
    String id = uuid + ":" + op.jobId() + ":" + op.index() + ":" + status;
    return subject.several() ? id + ":" + subject.name() : id;
  }
}
