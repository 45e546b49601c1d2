package io.synnefo.eventd;

import io.synnefo.wire.ganeti.ClusterEvent;
import io.synnefo.wire.ganeti.GanetiEvent;
import io.synnefo.wire.ganeti.Heartbeat;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.NetworkEvent;
import io.synnefo.wire.ganeti.OpCodes;
import io.synnefo.wire.ganeti.OpState;
import io.synnefo.wire.ganeti.RoutingKeys;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which messages a job's state amounts to: the same file always gives the same messages.
 *
 * <p>So does another file with the same statuses, but for the reason trail of {@code queued}:
 * Ganeti writes that state three times, the last time with one step more.
 */
final class EventMapper {
  private static final int MAX_NAME = 180; // bytes: an event's id is a message's, which has 255

  private final OpStates states;
  private final List<String> prefixes;

  /** For what is named after one of the prefixes, such as {@code snf-42}; the longest one wins. */
  EventMapper(String cluster, String clusterUuid, List<String> prefixes) {
    this.states = new OpStates(cluster, clusterUuid);
    this.prefixes =
        prefixes.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** What there is to tell of the opcode, made as it is asked for; of most dry runs nothing. */
  Stream<Outgoing> map(Job job, Job.Op op) {
    if (op.input().dryRun()) {
      return heartbeat(job, op).stream();
    }
    Job.Target target = op.input().target();
    return switch (target.kind()) {
      case INSTANCE, NETWORK -> named(job, op);
      case GROUP ->
          target.names().stream().filter(EventMapper::isName).map(group -> cluster(job, op, group));
      case CLUSTER ->
          op.input().opId().equals(OpCodes.CLUSTER_SET_PARAMS)
              ? Stream.of(cluster(job, op, null))
              : Stream.of();
      case NONE -> Stream.of();
    };
  }

  /** How many instances and networks the opcode works on that are not ours. */
  long foreign(Job.Op op) {
    Job.Target target = op.input().target();
    return op.input().dryRun() || !target.kind().isNamedByUs()
        ? 0
        : target.names().stream().filter(name -> prefixOf(name).isEmpty()).count();
  }

  /** All that an opcode about thousands tells of each is made once. */
  private Stream<Outgoing> named(Job job, Job.Op op) {
    Job.Input input = op.input();
    OpState state = states.of(job, op);
    int share = OpStates.share(op);
    JsonObject fields =
        input.fields().toString().length() <= share ? input.fields() : JsonValue.EMPTY_JSON_OBJECT;
    List<String> tags = String.join("", input.tags()).length() <= share ? input.tags() : List.of();
    boolean network = input.target().kind() == Job.Kind.NETWORK;
    return input.target().names().stream()
        .mapMulti(
            (name, out) ->
                prefixOf(name)
                    .ifPresent(
                        prefix -> {
                          OpState one = input.target().several() ? of(state, name) : state;
                          out.accept(
                              network
                                  ? message(
                                      RoutingKeys.network(prefix),
                                      new NetworkEvent(one, name, fields, tags))
                                  : message(
                                      RoutingKeys.instanceEvent(prefix),
                                      new InstanceEvent(one, name, fields, tags)));
                        }));
  }

  /** Of several things that the opcode is about, the event's id tells which. */
  private static OpState of(OpState state, String name) {
    return with(state, state.eventId() + ":" + name, state.logMessage(), state.result());
  }

  /** Without log and result: what was set may be a secret, and stands in an error's text too. */
  private Outgoing cluster(Job job, Job.Op op, @Nullable String group) {
    OpState state = states.of(job, op);
    OpState fact = with(state, state.eventId(), null, JsonValue.NULL);
    return message(RoutingKeys.CLUSTER, new ClusterEvent(fact, group));
  }

  private static OpState with(
      OpState state, @Nullable String id, @Nullable String log, JsonValue result) {
    return new OpState(
        id,
        state.cluster(),
        state.jobId(),
        state.opIndex(),
        state.operation(),
        state.status(),
        state.eventTime(),
        log,
        result,
        state.reason());
  }

  private Optional<Outgoing> heartbeat(Job job, Job.Op op) {
    Job.Input input = op.input();
    if (input.target().kind() != Job.Kind.CLUSTER || !input.opId().equals(OpCodes.TAGS_SET)) {
      return Optional.empty();
    }
    return input.tags().stream()
        .filter(tag -> tag.startsWith(Heartbeat.TAG_PREFIX) && isName(tag))
        .findFirst()
        .map(tag -> message(RoutingKeys.HEARTBEAT, new Heartbeat(states.of(job, op), tag)));
  }

  private static Outgoing message(String key, GanetiEvent event) {
    return new Outgoing(
        key,
        !key.equals(RoutingKeys.HEARTBEAT), // it is asked for by whoever listens, if he still does
        String.valueOf(event.eventId()),
        event.subject(),
        event.status().isFinal(),
        event.eventTime(),
        MessageCodec.encode(event));
  }

  private Optional<String> prefixOf(String name) {
    return prefixes.stream()
        .filter(prefix -> name.startsWith(prefix + "-") && isName(name))
        .findFirst();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
        && name.chars().noneMatch(Character::isISOControl);
  }
}
