package io.synnefo.eventd;

import io.synnefo.program.CommandLine;
import io.synnefo.program.Daemon;
import io.synnefo.program.Launcher;
import io.synnefo.program.Options;
import io.synnefo.program.Program;
import io.synnefo.program.SettingValues;
import io.synnefo.program.SettingsException;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The event daemon as a program. */
public final class Main implements Program<EventdSettings> {
  private static final Pattern JOB =
      Pattern.compile("job-(\\d{1,18})|[0-9a-f-]{36}:(\\d{1,18}):.*");

  private Main() {}

  /** Runs until SIGTERM; the exit codes are those that {@code --help} lists. */
  public static void main(String[] args) throws InterruptedException {
    Launcher.launch(new Main(), args);
  }

  @Override
  public String name() {
    return "synnefo-eventd";
  }

  @Override
  public String noun() {
    return "daemon";
  }

  @Override
  public String help() {
    return Usage.TEXT + SettingValues.help(SettingsReader.DEFAULTS);
  }

  @Override
  public Options options() {
    return new Options().setting("--queue-dir", "queue-dir");
  }

  @Override
  public Path statusSocket(CommandLine options) throws SettingsException {
    return reader(options).statusSocket(options.overrides());
  }

  @Override
  public EventdSettings settings(CommandLine options) throws SettingsException {
    return reader(options).settings(options.overrides());
  }

  private static SettingsReader reader(CommandLine options) {
    SettingsReader reader = new SettingsReader(System.getenv());
    options.config().ifPresent(reader::file);
    return reader;
  }

  @Override
  public boolean logAsJson(EventdSettings settings) {
    return settings.logAsJson();
  }

  /** A job's number, if the subject is its file; an event's id and its job's number. */
  @Override
  public void about(JsonObjectBuilder line, String subject) {
    Matcher job = JOB.matcher(subject);
    if (job.matches()) {
      boolean event = job.group(1) == null;
      line.add("job", Long.parseLong(event ? job.group(2) : job.group(1)));
      if (event) {
        line.add("event", subject);
      }
    }
  }

  @Override
  public Daemon daemon(EventdSettings settings, CommandLine options, String version)
      throws IOException {
    return new EventDaemon(settings, version);
  }
}
