package io.synnefo.wire.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a message's fields, in the order in which it is told them. */
final class MessageWriter {
  // held: each call of Json itself would look for the provider on the class path anew
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

  private final JsonObjectBuilder out;

  MessageWriter(String type) {
    out = BUILDERS.createObjectBuilder().add("type", type);
  }

  /** Which opcode of which job it is. */
  MessageWriter identity(OpState op) {
    if (op.eventId() != null) {
      out.add("event_id", op.eventId());
    }
    out.add("cluster", op.cluster())
        .add("jobId", op.jobId())
        .add("op_index", op.opIndex())
        .add("operation", op.operation());
    return this;
  }

  /** What the opcode has reached, when, and what came of it. */
  MessageWriter outcome(OpState op) {
    Instant at = op.eventTime();
    out.add("status", op.status().word())
        .add(
            "event_time",
            BUILDERS.createArrayBuilder().add(at.getEpochSecond()).add(at.getNano() / 1000));
    if (op.logMessage() == null) {
      out.addNull("logmsg");
    } else {
      out.add("logmsg", op.logMessage());
    }
    out.add("result", op.result());
    return this;
  }

  MessageWriter reason(List<Reason> trail) {
    JsonArrayBuilder steps = BUILDERS.createArrayBuilder();
    for (Reason step : trail) {
      steps.add(
          BUILDERS.createArrayBuilder().add(step.source()).add(step.text()).add(nanos(step.at())));
    }
    out.add("reason", steps);
    return this;
  }

  MessageWriter text(String field, String text) {
    out.add(field, text);
    return this;
  }

  /** Leaves the field out if there is no text. */
  MessageWriter optionalText(String field, @Nullable String text) {
    return text == null ? this : text(field, text);
  }

  MessageWriter texts(String field, List<String> texts) {
    JsonArrayBuilder array = BUILDERS.createArrayBuilder();
    texts.forEach(array::add);
    out.add(field, array);
    return this;
  }

  MessageWriter value(String field, JsonValue value) {
    out.add(field, value);
    return this;
  }

  byte[] bytes() {
    return out.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static BigInteger nanos(Instant time) {
    return BigInteger.valueOf(time.getEpochSecond())
        .multiply(NANOS)
        .add(BigInteger.valueOf(time.getNano()));
  }
}
