package io.synnefo.ear.faults;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A script of testbed/bin that looks after what lies in one directory. */
final class ShellScript {
  private static final int LONGEST_SECONDS = 180;
  private final Path script;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /** The directory is handed to the script in that variable. */
  ShellScript(Path script, String variable, Path directory) {
    this.script = script;
    this.directory = directory;
    with(variable, directory.toString());
  }

  /** From now on it is run with that variable. */
  void with(String name, String value) {
    environment.put(name, value);
  }

  void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(script + " " + arguments[0] + " failed:\n" + Files.readString(log));
    }
  }

  /** A value of the file of shell assignments that the script keeps. */
  String value(String key) throws IOException {
    Properties values = new Properties();
    String text = Files.readString(directory.resolve("env")).replace("'", "");
    values.load(new StringReader(text));
    return values.getProperty(key);
  }

  Path file(String name) {
    return directory.resolve(name);
  }
}
