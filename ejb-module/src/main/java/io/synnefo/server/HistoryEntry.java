package io.synnefo.server;

import io.synnefo.wire.ganeti.InstanceEvent;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One step of a server's life and what caused it.
 *
 * @param detail for the operator; never a secret
 */
public record HistoryEntry(
    long serverId,
    @Nullable String requestId,
    @Nullable Source source,
    Rule rule,
    ServerState from,
    ServerState to,
    @Nullable String detail) {

  private static final Pattern REQUEST = Pattern.compile("(req-[0-9a-f-]{36}):.*");

  /** What of Ganeti's it came from. */
  public record Source(
      @Nullable String eventId, long jobId, @Nullable String opCode, @Nullable String status) {}

  /** What an event did. */
  static HistoryEntry of(long serverId, InstanceEvent event, String eventId, Change change) {
    return new HistoryEntry(
        serverId,
        requestId(event).orElse(null),
        new Source(eventId, event.jobId(), event.operation(), event.status().word()),
        change.rule(),
        change.from(),
        change.to(),
        detail(event));
  }

  /** From which state to which, and by which rule. */
  record Change(Rule rule, ServerState from, ServerState to) {}

  private static @Nullable String detail(InstanceEvent event) {
    if (event.status().isFinal() && event.result().getValueType() != JsonValue.ValueType.NULL) {
      return event.result().toString();
    }
    return event.logMessage();
  }

  /** The request of ours that the reason trail starts with, if it was ours. */
  private static Optional<String> requestId(InstanceEvent event) {
    return event.reason().stream()
        .map(reason -> REQUEST.matcher(reason.text()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
