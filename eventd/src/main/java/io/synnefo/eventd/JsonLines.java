package io.synnefo.eventd;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON object a record: time, level, message; of a line about a job its number, and the event's
 * id if it has one. The first argument of such a line is the event's id or the name of the job's
 * file.
 */
final class JsonLines extends Formatter {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final Pattern JOB =
      Pattern.compile("job-(\\d{1,18})|[0-9a-f-]{36}:(\\d{1,18}):.*");

  @Override
  public String format(LogRecord record) {
    JsonObjectBuilder line =
        JSON.createObjectBuilder()
            .add("time", record.getInstant().toString())
            .add("level", record.getLevel().getName())
            .add("message", String.valueOf(formatMessage(record)));
    Object[] arguments = record.getParameters();
    if (arguments != null && arguments.length > 0) {
      job(line, String.valueOf(arguments[0]));
    }
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      line.add("thrown", trace.toString());
    }
    return line.build() + "\n";
  }

  private static void job(JsonObjectBuilder line, String about) {
    Matcher job = JOB.matcher(about);
    if (job.matches()) {
      boolean event = job.group(1) == null;
      line.add("job", Long.parseLong(event ? job.group(2) : job.group(1)));
      if (event) {
        line.add("event", about);
      }
    }
  }
}
