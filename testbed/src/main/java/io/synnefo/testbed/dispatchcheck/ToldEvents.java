package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.eventcheck.JobFolders;
import io.synnefo.testbed.eventcheck.OpFile;
import io.synnefo.testbed.eventcheck.Statuses;
import io.synnefo.testbed.eventcheck.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the job files have to tell one cloud of its servers. */
final class ToldEvents {
  private final JobFolders folders;
  private final String prefix;
  private final Pattern ours;
  private final Map<Long, InstanceFold> folds = new TreeMap<>();
  private final Map<EventKey, End> ends = new LinkedHashMap<>();
  private long lowestJob = Long.MAX_VALUE;

  /** How an opcode on a server ended. */
  record End(long server, OpFile op) {}

  ToldEvents(JobFolders folders, String prefix) {
    this.folders = folders;
    this.prefix = prefix;
    this.ours = Pattern.compile(Pattern.quote(prefix) + "-([1-9]\\d{0,17})");
    folders.truth().forEach(this::add);
  }

  private void add(OpFile op) {
    lowestJob = Math.min(lowestJob, op.jobId());
    for (Subject subject : Subject.of(op, List.of(prefix))) {
      Optional<Long> server = server(subject);
      if (server.isPresent()) {
        folds.computeIfAbsent(server.get(), any -> new InstanceFold()).add(op);
        if (Statuses.isFinal(op.status())) {
          ends.put(EventKey.of(op, subject, op.status()), new End(server.get(), op));
        }
      }
    }
  }

  /** The number of the server that it is; empty if it is none. */
  private Optional<Long> server(Subject subject) {
    Matcher name = ours.matcher(subject.name());
    return subject.field().equals("instance") && name.matches()
        ? Optional.of(Long.valueOf(name.group(1)))
        : Optional.empty();
  }

  int jobs() {
    return folders.count();
  }

  /** By server, what became of its instance. */
  Map<Long, InstanceFold> folds() {
    return folds;
  }

  /** How each opcode ended. */
  Map<EventKey, End> ends() {
    return ends;
  }

  /** Whether its file is gone because the job is too old. */
  boolean isForgotten(EventKey event) {
    return event.job() < lowestJob;
  }

  /** The opcode, on that server, of which a file says that it has or had that status. */
  Optional<End> find(EventKey event) {
    return folders.versions(event.job(), event.op()).stream()
        .filter(op -> Statuses.mayHaveBeen(op.status(), event.status()))
        .flatMap(
            op ->
                Subject.of(op, List.of(prefix)).stream()
                    .filter(subject -> EventKey.of(op, subject, event.status()).equals(event))
                    .flatMap(subject -> server(subject).stream())
                    .map(server -> new End(server, op)))
        .findFirst();
  }
}
