package io.synnefo.testbed.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** VNC viewers that people have, at consoles on loopback. */
final class RealViewers {
  /** Display 0 is this port. */
  static final int FIRST_DISPLAY = 5900;

  private final Path dir;

  /** What they write is kept there. */
  RealViewers(Path dir) {
    this.dir = dir;
  }

  /** How a viewer ended, what it said, and where its picture is, if it made one. */
  record Shot(int exit, String said, Path picture) {
    boolean succeeded() {
      return exit == 0 && Files.exists(picture);
    }
  }

  /** One that makes a picture and ends. */
  @FunctionalInterface
  interface Camera {
    Shot shoot(int port, String password) throws IOException, InterruptedException;
  }

  /** gtk-vnc's, which speaks RFB 3.8. */
  Shot gvnccapture(int port, String password) throws IOException, InterruptedException {
    Path picture = fresh("gvnccapture", ".png");
    String command = "gvnccapture " + display(port) + " " + picture;
    // it asks for the password at a terminal only
    List<String> inTerminal = List.of("script", "-qec", command, "/dev/null");
    try (Started viewer = Started.of(fresh("gvnccapture", ".log"), Map.of(), inTerminal)) {
      viewer.awaitSaid("Password:");
      viewer.tell(password + "\n");
      return new Shot(viewer.exit(), viewer.said(), picture);
    }
  }

  /** Which speaks RFB 3.3. */
  Shot vncsnapshot(int port, String password) throws IOException, InterruptedException {
    Path picture = fresh("vncsnapshot", ".jpg");
    List<String> command =
        List.of(
            "vncsnapshot",
            "-passwd",
            passwordFile(password).toString(),
            "-allowblank",
            "-quality",
            "100",
            display(port),
            picture.toString());
    try (Started viewer = Started.of(fresh("vncsnapshot", ".log"), Map.of(), command)) {
      return new Shot(viewer.exit(), viewer.said(), picture);
    }
  }

  /** TigerVNC's, with its window on that desktop. */
  Started tigervnc(Desktop desktop, int port, String password)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "xtigervncviewer",
            "-passwd",
            passwordFile(password).toString(),
            "-SecurityTypes",
            "VncAuth",
            "-RemoteResize=0",
            "-ReconnectOnError=0",
            "-AlertOnFatalError=0",
            "127.0.0.1::" + port);
    return Started.of(fresh("tigervnc", ".log"), desktop.environment(), command);
  }

  private static String display(int port) {
    return "127.0.0.1:" + (port - FIRST_DISPLAY);
  }

  private Path fresh(String name, String suffix) throws IOException {
    Path file = Files.createTempFile(dir, name + "-", suffix);
    if (!suffix.equals(".log")) {
      Files.delete(file);
    }
    return file;
  }

  private Path passwordFile(String password) throws IOException, InterruptedException {
    Path file = fresh("password", ".log");
    try (Started tool = Started.of(file, Map.of(), List.of("tigervncpasswd", "-f"))) {
      tool.tell(password);
      tool.process.getOutputStream().close();
      if (tool.exit() != 0) {
        throw new IOException("tigervncpasswd failed, see " + file);
      }
    }
    return file;
  }
}
