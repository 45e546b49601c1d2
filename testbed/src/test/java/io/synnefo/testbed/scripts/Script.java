package io.synnefo.testbed.scripts;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the repository, its environment, and what it said. */
final class Script {
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> command;

  private Script(List<String> command) {
    this.command = command;
  }

  /** The repository's root, whatever directory the tests run in. */
  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("synnefo"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return at;
  }

  static Script of(String file, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = root().resolve(file).toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Script(Arrays.asList(all));
  }

  /** Lines of bash that have the named libraries at hand. */
  static Script bash(List<String> libraries, String text) {
    StringBuilder lines = new StringBuilder("set -euo pipefail\n");
    for (String name : libraries) {
      lines.append(". ").append(root().resolve("testbed/lib/" + name + ".sh")).append('\n');
    }
    return new Script(List.of("bash", "-c", lines.append(text).toString()));
  }

  Script with(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  Process start(File output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output).start();
  }

  Result run() throws IOException, InterruptedException {
    File output = File.createTempFile("script", ".out");
    try {
      Process process = start(output);
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " took longer than two minutes");
      }
      return new Result(process.exitValue(), text(output));
    } finally {
      Files.delete(output.toPath());
    }
  }

  static String text(File file) throws IOException {
    return Files.readString(file.toPath(), StandardCharsets.UTF_8);
  }

  /** How it ended, and both its outputs as one text. */
  record Result(int exit, String text) {
    Result succeeded() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + ": " + text);
      }
      return this;
    }
  }
}
