package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.dispatchcheck.Finding.Kind;
import io.synnefo.testbed.dispatchcheck.Tables.Cause;
import io.synnefo.testbed.dispatchcheck.Tables.HistoryRow;
import io.synnefo.testbed.dispatchcheck.Tables.ServerRow;
import io.synnefo.testbed.dispatchcheck.ToldEvents.End;
import io.synnefo.testbed.eventcheck.OpFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables with what the files tell. The tables are to be older than the files: a file
 * may be ahead of them, never the reverse.
 *
 * <p>How an opcode ended must be on record. What it was on the way there need not be: a file that
 * is written anew before anybody read it leaves that out.
 */
final class Audit {
  private final ToldEvents told;
  private final Tables tables;
  private final String cluster;
  private final ShownInstances shown;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Long, ServerRow> servers = new HashMap<>();
  private final Map<EventKey, HistoryRow> applied = new HashMap<>();

  /** Of the cluster of that UUID. */
  Audit(ToldEvents told, Tables tables, String cluster, ShownInstances shown) {
    this.told = told;
    this.tables = tables;
    this.cluster = cluster;
    this.shown = shown;
    tables.servers().forEach(server -> servers.put(server.id(), server));
  }

  /** What is wrong. */
  Report report() {
    checkHistory();
    Set<EventKey> inbox = checkInbox();
    told.ends().forEach((event, end) -> lookForLost(event, end, inbox));
    told.folds().forEach(this::checkInstance);
    told.folds().forEach(this::checkShape);
    tables.servers().forEach(this::checkTask);
    long open = told.folds().values().stream().filter(InstanceFold::isOpen).count();
    return new Report(
        told.jobs(), servers.size(), told.ends().size(), applied.size(), (int) open, findings);
  }

  private void checkHistory() {
    Map<Long, HistoryRow> last = new HashMap<>();
    for (HistoryRow row : tables.history()) {
      HistoryRow before = last.put(row.server(), row);
      if (before != null && !before.to().equals(row.from())) {
        find(
            Kind.BROKEN,
            row.server(),
            "row %d begins in %s, row %d before it ended in %s"
                .formatted(row.id(), row.from(), before.id(), before.to()));
      }
      Cause cause = row.cause();
      if (cause != null) {
        event(cause.eventId()).ifPresent(event -> checkStep(row, cause, event));
      }
    }
    last.forEach(this::checkLastStep);
  }

  private void checkLastStep(long id, HistoryRow step) {
    ServerRow server = servers.get(id);
    if (server != null && !server.state().equals(step.to())) {
      find(
          Kind.BROKEN,
          id,
          "it is %s, its last step, row %d, ended in %s"
              .formatted(server.state(), step.id(), step.to()));
    }
  }

  private void checkStep(HistoryRow row, Cause cause, EventKey event) {
    HistoryRow before = applied.putIfAbsent(event, row);
    if (before != null) {
      found(
          Kind.DOUBLED,
          row.server(),
          event,
          "rows " + before.id() + " and " + row.id() + " are both of event " + event);
      return;
    }
    Optional<End> file = told.find(event);
    if (file.isEmpty()) {
      unknown(row.server(), event, "row " + row.id() + " of the history");
      return;
    }
    List<String> differences = new ArrayList<>();
    differs(differences, "server", file.get().server(), row.server());
    differs(differences, "job", event.job(), cause.job());
    differs(differences, "opcode", file.get().op().opcode(), cause.opCode());
    differs(differences, "status", event.status(), cause.status());
    if (!differences.isEmpty()) {
      String text = "row " + row.id() + ": " + String.join("; ", differences);
      found(Kind.ALTERED, row.server(), event, text);
    }
  }

  private static void differs(
      List<String> differences, String field, Object file, @Nullable Object row) {
    if (!Objects.equals(file, row)) {
      differences.add(field + " is " + row + ", by the file " + file);
    }
  }

  private Set<EventKey> checkInbox() {
    Set<EventKey> inbox = new HashSet<>();
    for (String id : tables.inbox()) {
      Optional<EventKey> event = event(id);
      if (event.isPresent() && !inbox.add(event.get())) {
        found(Kind.DOUBLED, -1, event.get(), "the inbox has event " + id + " more than once");
      } else if (event.isPresent() && told.find(event.get()).isEmpty()) {
        unknown(-1, event.get(), "the inbox");
      }
    }
    return inbox;
  }

  private void unknown(long server, EventKey event, String where) {
    if (!told.isForgotten(event)) {
      found(Kind.UNKNOWN, server, event, where + " has event " + event + ", which no file tells");
    }
  }

  /** Of that cluster and written by a daemon of ours. */
  private Optional<EventKey> event(String id) {
    return EventKey.parse(id)
        .filter(parsed -> parsed.cluster().equals(cluster))
        .map(EventKey.Id::event);
  }

  private void lookForLost(EventKey event, End end, Set<EventKey> inbox) {
    List<String> lacking = new ArrayList<>();
    if (!inbox.contains(event)) {
      lacking.add("the inbox");
    }
    // of an instance that no server is there is nothing to be told
    if (servers.containsKey(end.server()) && !applied.containsKey(event)) {
      lacking.add("the history");
    }
    if (!lacking.isEmpty()) {
      String what = end.op().opcode() + " is " + end.op().status() + " in " + end.op().file();
      found(Kind.LOST, end.server(), event, what + ", and not in " + String.join(" nor ", lacking));
    }
  }

  private void checkInstance(long id, InstanceFold fold) {
    Set<String> possible = fold.states();
    if (possible.isEmpty()) {
      return;
    }
    Set<String> states = shown.narrowed(id, possible);
    ServerRow server = servers.get(id);
    Kind kind = server == null ? Kind.ABSENT : Kind.STATE;
    boolean right =
        server == null
            ? states.contains("DESTROYED") || states.contains("ERROR")
            : states.contains(server.state());
    if (!right) {
      EventKey last = new EventKey(fold.last().jobId(), fold.last().index(), "", "");
      String is = server == null ? "there is none" : "it is " + server.state();
      String by = states.equals(possible) ? "" : ", by Ganeti " + String.join(" or ", states);
      String text = "%s, by the files %s%s; the last was %s, %s";
      String files = String.join(" or ", possible);
      OpFile op = fold.last();
      found(kind, id, last, text.formatted(is, files, by, op.opcode(), op.status()));
    }
  }

  /** What an instance that is gone was made of is no more than a record. */
  private void checkShape(long id, InstanceFold fold) {
    ServerRow server = servers.get(id);
    if (server == null || server.state().equals("DESTROYED") || !fold.isMade()) {
      return;
    }
    Tables.Shape shape = tables.shapes().get(id);
    if (shape == null || !shape.isTold()) {
      find(Kind.SHAPE, id, "what it is made of was not taken after the last change");
      return;
    }
    ShapeFold files = fold.shape();
    ShapeFold ganeti = shown.open(id, files);
    List<String> differences = new ArrayList<>(files.differences(shape));
    differences.addAll(ganeti.differences(shape));
    List<String> flavors =
        tables.flavors().stream()
            .filter(flavor -> files.isOf(flavor, ganeti))
            .map(Tables.FlavorRow::id)
            .toList();
    if (!flavors.isEmpty() && !flavors.contains(server.flavor())) {
      String right = String.join(" or ", flavors);
      differences.add("flavor is " + server.flavor() + ", by its size " + right);
    }
    if (!differences.isEmpty()) {
      find(Kind.SHAPE, id, String.join("; ", differences));
    }
  }

  private void checkTask(ServerRow server) {
    InstanceFold fold = told.folds().get(server.id());
    if (!server.task().isEmpty() && (fold == null || !fold.isUnderWay())) {
      find(Kind.TASK, server.id(), "its task " + server.task() + " has no job under way");
    }
  }

  private void find(Kind kind, long server, String text) {
    findings.add(Finding.ofServer(kind, server, text));
  }

  private void found(Kind kind, long server, EventKey event, String text) {
    findings.add(Finding.ofEvent(kind, server, event, text));
  }
}
