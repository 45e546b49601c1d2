package io.synnefo.wire.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * The JSON of an instance event, as snf-ganeti-eventd sends it, with our fields beside it.
 *
 * <p>Strict on types, tolerant of fields it does not know; a message without our fields ({@code
 * event_id}, {@code op_index}, {@code reason}) is one of the old daemon's and is read as well.
 */
public final class InstanceEventCodec {
  /** The largest message that is read. */
  public static final int MAX_BYTES = 1 << 20;

  /** The field {@code type} of an instance event. */
  public static final String TYPE = "ganeti-op-status";

  // held: each call of Json itself would look for the provider on the class path anew
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

  private InstanceEventCodec() {}

  /** The event as UTF-8 JSON on one line; the same event always gives the same bytes. */
  public static byte[] encode(InstanceEvent event) {
    JsonObjectBuilder out = BUILDERS.createObjectBuilder().add("type", TYPE);
    if (event.eventId() != null) {
      out.add("event_id", event.eventId());
    }
    out.add("cluster", event.cluster())
        .add("jobId", event.jobId())
        .add("op_index", event.opIndex())
        .add("operation", event.operation())
        .add("instance", event.instance())
        .add("status", event.status().word())
        .add("event_time", pair(event.eventTime()));
    if (event.logMessage() == null) {
      out.addNull("logmsg");
    } else {
      out.add("logmsg", event.logMessage());
    }
    out.add("result", event.result()).add("job_fields", event.jobFields());
    JsonArrayBuilder trail = BUILDERS.createArrayBuilder();
    for (InstanceEvent.Reason step : event.reason()) {
      trail.add(
          BUILDERS.createArrayBuilder().add(step.source()).add(step.text()).add(nanos(step.at())));
    }
    return out.add("reason", trail).build().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The event that the message tells of; the exception names the first field at fault. */
  public static InstanceEvent decode(byte[] body) throws MalformedMessageException {
    MessageFields fields = new MessageFields(object(body));
    String type = fields.name("type");
    if (!type.equals(TYPE)) {
      throw new MalformedMessageException("type", "is not " + TYPE);
    }
    JobStatus status =
        JobStatus.ofWord(fields.name("status"))
            .orElseThrow(() -> new MalformedMessageException("status", "is no status of Ganeti"));
    return new InstanceEvent(
        fields.optionalName("event_id"),
        fields.name("cluster"),
        fields.name("instance"),
        fields.name("operation"),
        fields.integer("jobId", 1, Long.MAX_VALUE),
        fields.optionalInt("op_index", 0),
        status,
        fields.time("event_time"),
        fields.optionalText("logmsg"),
        fields.optionalValue("result"),
        fields.optionalObject("job_fields"),
        fields.optionalReason("reason"));
  }

  private static JsonObject object(byte[] body) throws MalformedMessageException {
    if (body.length > MAX_BYTES) {
      throw new MalformedMessageException("body", "is larger than " + MAX_BYTES + " bytes");
    }
    JsonValue value = JsonValue.NULL;
    try (JsonParser parser = PARSERS.createParser(new StringReader(utf8(body)))) {
      while (parser.hasNext()) { // beyond the value it fails unless the text ends there
        parser.next();
        value = parser.getValue();
      }
    } catch (JsonException e) {
      throw new MalformedMessageException("body", "is not JSON");
    } catch (RuntimeException e) {
      // the parser reports too deep a nesting by a bare RuntimeException
      throw new MalformedMessageException("body", "is not JSON that can be read");
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new MalformedMessageException("body", "is not an object");
  }

  private static String utf8(byte[] body) throws MalformedMessageException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException("body", "is not UTF-8");
    }
  }

  private static JsonArrayBuilder pair(Instant time) {
    return BUILDERS.createArrayBuilder().add(time.getEpochSecond()).add(time.getNano() / 1000);
  }

  private static BigInteger nanos(Instant time) {
    return BigInteger.valueOf(time.getEpochSecond())
        .multiply(NANOS)
        .add(BigInteger.valueOf(time.getNano()));
  }
}
