package io.synnefo.program;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A JSON object a record: time, level, message, and what a program adds. */
final class JsonLines extends Formatter {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final BiConsumer<JsonObjectBuilder, String> about;

  /** Adds what a line is about, given the first argument of its message. */
  JsonLines(BiConsumer<JsonObjectBuilder, String> about) {
    this.about = about;
  }

  @Override
  public String format(LogRecord record) {
    JsonObjectBuilder line =
        JSON.createObjectBuilder()
            .add("time", record.getInstant().toString())
            .add("level", record.getLevel().getName())
            .add("message", String.valueOf(formatMessage(record)));
    Object[] arguments = record.getParameters();
    if (arguments != null && arguments.length > 0) {
      about.accept(line, String.valueOf(arguments[0]));
    }
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      line.add("thrown", trace.toString());
    }
    return line.build() + "\n";
  }
}
