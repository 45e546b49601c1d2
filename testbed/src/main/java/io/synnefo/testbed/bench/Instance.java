package io.synnefo.testbed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A WildFly of the cloud, by the script that looks after it. */
record Instance(Path checkout, Path directory) {
  private static final int LONGEST_MINUTES = 5;

  void start() throws IOException, InterruptedException {
    run("start");
  }

  void stop() throws IOException, InterruptedException {
    run("stop");
  }

  private void run(String verb) throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(checkout.resolve("testbed/bin/wildfly.sh").toString(), verb);
    script.environment().put("WF_DIR", directory.toString());
    Process process =
        script
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("wildfly.sh " + verb + " failed in " + directory);
    }
  }
}
