package io.synnefo.eventd;

import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one job file as a stream: what the cloud does not need is never held in memory, and what it
 * must not see (osparams) never leaves the parser.
 */
final class JobReader {
  private static final Set<String> JOB =
      Set.of("id", "received_timestamp", "end_timestamp", "ops", "start_timestamp");
  private static final Set<String> OP =
      Set.of(
          "input", "status", "result", "log", "start_timestamp", "exec_timestamp", "end_timestamp");

  private static final int LOG_TEXT = 3;
  private static final int MAX_SCALAR = 1024;
  private static final int MAX_RESULT = 256 * 1024;
  private static final int MAX_LOG_ENTRY = 256 * 1024;
  static final JsonValue TOO_LARGE = Json.createValue("left out: too large");

  private final String name;
  private final JsonParser parser;
  private final List<Job.Op> ops = new ArrayList<>();
  private int count;
  private boolean ended = true;

  JobReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** The job, with its opcodes if they are to be kept; they may be too many for the memory. */
  Job job(boolean keepOps) throws BadJobFileException {
    expect(parser.next(), Event.START_OBJECT, "the job");
    Map<String, JsonValue> values = new HashMap<>();
    while (parser.next() != Event.END_OBJECT) {
      String key = parser.getString();
      Event value = parser.next();
      if (key.equals("ops")) {
        readOps(value, keepOps);
      } else if (JOB.contains(key)) {
        BoundedValue.read(parser, value, MAX_SCALAR).ifPresent(found -> values.put(key, found));
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    Instant received = time(values, "received_timestamp");
    if (received == null || count == 0) {
      throw bad(received == null ? "received_timestamp" : "ops");
    }
    return new Job(id(values), received, time(values, "end_timestamp"), ended, ops);
  }

  private void readOps(Event start, boolean keep) throws BadJobFileException {
    expect(start, Event.START_ARRAY, "ops");
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      expect(next, Event.START_OBJECT, "ops[" + count + "]");
      Job.Op op = op();
      ended &= op.status().isFinal();
      if (keep) {
        ops.add(op);
      }
    }
  }

  /** Hands on the opcodes of a job that was read before, and was whole. */
  void ops(Job job, OpSink sink) throws BadJobFileException, NoRoomException {
    parser.next();
    while (parser.next() != Event.END_OBJECT) {
      boolean list = parser.getString().equals("ops");
      Event value = parser.next();
      if (list) {
        while (parser.next() != Event.END_ARRAY) {
          sink.take(job, op());
        }
      } else {
        BoundedValue.skip(parser, value);
      }
    }
  }

  private Job.Op op() throws BadJobFileException {
    Map<String, JsonValue> values = new HashMap<>();
    Job.@Nullable Input input = null;
    String lastLog = "";
    while (parser.next() != Event.END_OBJECT) {
      String key = parser.getString();
      Event value = parser.next();
      if (key.equals("input")) {
        expect(value, Event.START_OBJECT, "input");
        input = new OpInputReader(name, parser).input();
      } else if (key.equals("log")) {
        expect(value, Event.START_ARRAY, "log");
        lastLog = lastLog(parser).map(entry -> entry.getString(LOG_TEXT)).orElse("");
      } else if (OP.contains(key)) {
        values.put(key, result(parser, value));
      } else {
        BoundedValue.skip(parser, value);
      }
    }
    if (input == null) {
      throw bad("input");
    }
    return new Job.Op(
        count++,
        input,
        status(values),
        new Job.Times(
            time(values, "start_timestamp"),
            time(values, "exec_timestamp"),
            time(values, "end_timestamp")),
        values.getOrDefault("result", JsonValue.NULL),
        lastLog);
  }

  /** The value that begins with the event, or what stands for one that is too large. */
  static JsonValue result(JsonParser parser, Event first) {
    return BoundedValue.read(parser, first, MAX_RESULT).orElse(TOO_LARGE);
  }

  /**
   * The newest entry that bears a text, of the log whose opening bracket the parser has just
   * passed. Entries are (serial, time, type, text); the text of some types is not one.
   */
  static Optional<JsonArray> lastLog(JsonParser parser) {
    JsonArray last = null;
    for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
      JsonValue found = BoundedValue.read(parser, next, MAX_LOG_ENTRY).orElse(JsonValue.NULL);
      if (found instanceof JsonArray entry
          && entry.size() == LOG_TEXT + 1
          && entry.get(LOG_TEXT) instanceof JsonString) {
        last = entry;
      }
    }
    return Optional.ofNullable(last);
  }

  private long id(Map<String, JsonValue> values) throws BadJobFileException {
    return integer("id", values.getOrDefault("id", JsonValue.NULL));
  }

  private JobStatus status(Map<String, JsonValue> values) throws BadJobFileException {
    if (values.get("status") instanceof JsonString word) {
      return JobStatus.ofWord(word.getString()).orElseThrow(() -> bad("status"));
    }
    throw bad("status");
  }

  private @Nullable Instant time(Map<String, JsonValue> values, String key)
      throws BadJobFileException {
    JsonValue value = values.getOrDefault(key, JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return null;
    }
    if (!(value instanceof JsonArray pair) || pair.size() != 2) {
      throw bad(key);
    }
    long seconds = integer(key, pair.get(0));
    long micros = integer(key, pair.get(1));
    if (seconds < 0 || seconds > 253_402_300_799L || micros < 0 || micros > 999_999) {
      throw bad(key);
    }
    return Instant.ofEpochSecond(seconds, micros * 1000);
  }

  private long integer(String key, JsonValue value) throws BadJobFileException {
    if (!(value instanceof JsonNumber number)) {
      throw bad(key);
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException | NumberFormatException | UnsupportedOperationException e) {
      throw bad(key);
    }
  }

  private void expect(Event found, Event wanted, String what) throws BadJobFileException {
    if (found != wanted) {
      throw bad(what);
    }
  }

  private BadJobFileException bad(String what) {
    return new BadJobFileException(name, "is no job file of Ganeti: wrong or missing is " + what);
  }
}
