package io.synnefo.eventd;

import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpCodes;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;

/**
 * What of an opcode's result may leave the node: Ganeti repeats parameters of the guest in some.
 */
final class OpResult {
  /** What the cloud has use for; others, such as a query of all of an instance, stay here. */
  private static final Set<String> TOLD =
      Set.of(OpCodes.INSTANCE_CREATE, OpCodes.INSTANCE_MULTI_ALLOC, OpCodes.INSTANCE_SET_PARAMS);

  private OpResult() {}

  /** An error as it is; of a success what is of use, without the guest's own parameters. */
  static JsonValue told(Job.Op op) {
    return told(op.input().opId(), op.status().word(), op.result());
  }

  /** The same; the second time over, nothing more is left out. */
  static JsonValue told(String opId, String status, JsonValue result) {
    if (!status.equals(JobStatus.SUCCESS.word())) {
      return result;
    }
    if (!TOLD.contains(opId)) {
      return JsonValue.NULL;
    }
    return result instanceof JsonArray changes ? withoutGuests(changes) : result;
  }

  /** A change is a pair: what, such as {@code os/img_passwd}, and the new value. */
  private static JsonValue withoutGuests(JsonArray changes) {
    JsonArrayBuilder left = BoundedValue.BUILDERS.createArrayBuilder();
    changes.stream().filter(change -> !isOfGuest(change)).forEach(left::add);
    return left.build();
  }

  private static boolean isOfGuest(JsonValue change) {
    return change instanceof JsonArray pair
        && !pair.isEmpty()
        && pair.get(0) instanceof JsonString what
        && what.getString().startsWith("os");
  }
}
