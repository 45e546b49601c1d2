package io.synnefo.ganeti;

import static jakarta.json.JsonValue.ValueType.NULL;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ganeti's JSON answers as our records. All throw {@link JsonException} on any other shape. */
final class RapiReplies {
  private RapiReplies() {}

  static long jobId(String body) {
    if (parse(body) instanceof JsonNumber id) {
      return id.longValueExact();
    }
    throw new JsonException("no job id");
  }

  /** {@code [{"id":"12","uri":"/2/jobs/12"}]}: a text here, a number everywhere else. */
  static List<Long> jobIds(String body) {
    return array(parse(body)).stream().map(entry -> jobId(object(entry).get("id"))).toList();
  }

  private static Long jobId(@Nullable JsonValue id) {
    if (id instanceof JsonNumber number) {
      return number.longValueExact();
    }
    String text = string(id);
    if (!text.matches("[0-9]{1,18}")) {
      throw new JsonException("not a job id: " + text);
    }
    return Long.valueOf(text);
  }

  static ClusterInfo info(String body) {
    JsonObject o = object(parse(body));
    return new ClusterInfo(
        text(o, "name"),
        text(o, "uuid"),
        text(o, "software_version"),
        text(o, "master"),
        strings(o.get("enabled_disk_templates")),
        strings(o.get("enabled_hypervisors")));
  }

  static List<NodeInfo> nodes(String body) {
    return array(parse(body)).stream().map(RapiReplies::node).toList();
  }

  private static NodeInfo node(JsonValue value) {
    JsonObject o = object(value);
    Long cpus = size(o, "ctotal");
    return new NodeInfo(
        text(o, "name"),
        flag(o, "offline"),
        flag(o, "drained"),
        flag(o, "vm_capable"),
        cpus == null ? null : Math.toIntExact(cpus),
        size(o, "mtotal"),
        size(o, "mfree"),
        size(o, "dtotal"),
        size(o, "dfree"),
        number(o, "pinst_cnt").intValue());
  }

  /** Null while the node's daemon does not answer. */
  private static @Nullable Long size(JsonObject object, String key) {
    return isNull(object.get(key)) ? null : Long.valueOf(number(object, key).longValue());
  }

  private static boolean flag(JsonObject object, String key) {
    JsonValue value = object.get(key);
    if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == JsonValue.TRUE;
    }
    throw new JsonException("neither true nor false: " + key);
  }

  static List<InstanceInfo> instances(String body) {
    return array(parse(body)).stream().map(InstanceReplies::instance).toList();
  }

  static InstanceInfo instance(String body) {
    return InstanceReplies.instance(parse(body));
  }

  /** Empty for an id the cluster does not know: Ganeti answers 200 and nulls. */
  static Optional<JobInfo> job(String body) {
    JsonObject o = object(parse(body));
    if (isNull(o.get("ops")) || isNull(o.get("status"))) {
      return Optional.empty();
    }
    Instant ended = time(o.get("end_ts"));
    JsonArray inputs = array(o.get("ops"));
    JsonArray statuses = array(o.get("opstatus"));
    JsonArray results = array(o.get("opresult"));
    if (statuses.size() != inputs.size() || results.size() != inputs.size()) {
      throw new JsonException("ops, opstatus and opresult differ in length");
    }
    List<JobInfo.Op> ops = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      ops.add(op(object(inputs.get(i)), status(statuses.get(i)), results.get(i), ended));
    }
    Instant received = time(o.get("received_ts"));
    return Optional.of(
        new JobInfo(number(o, "id").longValue(), status(o.get("status")), received, ops));
  }

  private static JobInfo.Op op(
      JsonObject input, JobStatus status, JsonValue result, @Nullable Instant jobEnded) {
    boolean failed = status.isFinal() && status != JobStatus.SUCCESS && !isNull(result);
    return new JobInfo.Op(
        text(input, "OP_ID"),
        input.get("instance_name") instanceof JsonString name ? name.getString() : null,
        status,
        reasons(input.get("reason")),
        failed ? error(result) : null,
        failed ? result : JsonValue.NULL,
        status.isFinal() ? jobEnded : null);
  }

  private static List<String> reasons(@Nullable JsonValue trail) {
    if (isNull(trail)) {
      return List.of();
    }
    return array(trail).stream()
        .map(step -> string(array(step).get(1)))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** {@code ["OpPrereqError", ["text", "code"]]}; anything else is shown as it is. */
  private static String error(JsonValue result) {
    if (result instanceof JsonArray pair
        && pair.size() == 2
        && pair.get(1) instanceof JsonArray details
        && !details.isEmpty()
        && details.get(0) instanceof JsonString text) {
      return text.getString();
    }
    return result.toString();
  }

  /** The text of an error answer, {@code {code,message,explain}}; it comes HTML-escaped. */
  static String message(String body) {
    String message;
    try {
      message = text(object(parse(body)), "message");
    } catch (JsonException notGanetis) {
      return "an answer that is not JSON";
    }
    return message
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
  }

  private static JobStatus status(@Nullable JsonValue word) {
    return JobStatus.ofWord(string(word))
        .orElseThrow(() -> new JsonException("unknown job status " + word));
  }

  private static @Nullable Instant time(@Nullable JsonValue pair) {
    if (isNull(pair)) {
      return null;
    }
    JsonArray time = array(pair);
    return Instant.ofEpochSecond(time.getInt(0), time.getInt(1) * 1000L);
  }

  private static JsonValue parse(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readValue();
    } catch (IllegalStateException e) {
      throw new JsonException("not JSON", e);
    }
  }

  private static boolean isNull(@Nullable JsonValue value) {
    return value == null || value.getValueType() == NULL;
  }

  static JsonObject object(@Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("not an object where one is due");
  }

  static JsonArray array(@Nullable JsonValue value) {
    if (value instanceof JsonArray array) {
      return array;
    }
    throw new JsonException("not a list where one is due");
  }

  private static String string(@Nullable JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new JsonException("not a text where one is due");
  }

  static List<String> strings(@Nullable JsonValue value) {
    return array(value).stream().map(RapiReplies::string).toList();
  }

  static String text(JsonObject object, String key) {
    return string(object.get(key));
  }

  static JsonNumber number(JsonObject object, String key) {
    return number(object.get(key), key);
  }

  static JsonNumber number(@Nullable JsonValue value, String key) {
    if (value instanceof JsonNumber number) {
      return number;
    }
    throw new JsonException("not a number where one is due: " + key);
  }
}
