package io.synnefo.program;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd how the daemon stands, if it is systemd that started it; two seconds at most are
 * waited for it, and a failure is a line in the log. That listens on a Unix datagram socket, which
 * Java cannot open: {@code systemd-notify} does it, so the unit needs {@code NotifyAccess=all}.
 */
public final class Readiness {
  private static final System.Logger LOG = System.getLogger(Readiness.class.getName());
  private static final String SOCKET = "NOTIFY_SOCKET";

  private final String socket;
  private final List<String> command;
  private final Duration patience;

  /** What the environment names; without a socket there, nobody is told anything. */
  Readiness(Map<String, String> environment) {
    this(environment, List.of("systemd-notify"), Duration.ofSeconds(2));
  }

  Readiness(Map<String, String> environment, List<String> command, Duration patience) {
    this.socket = environment.getOrDefault(SOCKET, "");
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  /** The unit counts as started from now on; the status is what {@code systemctl status} shows. */
  public void ready(String status) throws InterruptedException {
    tell("READY=1", "STATUS=" + status);
  }

  /** From now on {@code systemctl status} shows that. */
  public void status(String status) throws InterruptedException {
    tell("STATUS=" + status);
  }

  /** The unit is shown as stopping. */
  void stopping() throws InterruptedException {
    tell("STOPPING=1");
  }

  /** Returns in any case, at the latest when patience ends; a failure is a line in the log. */
  private void tell(String... what) throws InterruptedException {
    if (socket.isEmpty()) {
      return;
    }
    List<String> line = new ArrayList<>(command);
    Collections.addAll(line, what);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put(SOCKET, socket);
    try {
      Process notify = builder.start();
      if (!notify.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        notify.destroyForcibly();
        failed(what[0], "it took longer than " + patience.toMillis() + " ms");
      } else if (notify.exitValue() != 0) {
        failed(what[0], command + " ended with " + notify.exitValue());
      }
    } catch (IOException e) {
      failed(what[0], e.toString());
    }
  }

  private static void failed(String what, String why) {
    LOG.log(System.Logger.Level.WARNING, "systemd could not be told " + what + ": " + why);
  }
}
