package io.synnefo.testbed.console;

import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An X server without a window manager, for programs that need a screen. */
final class Desktop implements AutoCloseable {
  private static final String SIZE = "1024x768";

  private final Path dir;
  private final Started server;

  private Desktop(Path dir, String... command) throws IOException {
    this.dir = dir;
    List<String> all = new ArrayList<>(Arrays.asList(command));
    // it chooses a display that is free, and says which when it is ready
    all.addAll(List.of("-displayfd", "1", "-nolisten", "tcp"));
    server = Started.of(dir.resolve(command[0] + ".log"), Map.of(), all);
    await().atMost(Started.PATIENCE).until(() -> display().isPresent());
  }

  /** Xvfb, whose screen is a file. */
  static Desktop inMemory(Path dir) throws IOException {
    return new Desktop(
        dir, "Xvfb", "-screen", "0", SIZE + "x24", "-fbdir", dir.toAbsolutePath().toString());
  }

  /** TigerVNC's server, whose screen is for viewers at that port. */
  static Desktop atPort(Path dir, int port) throws IOException {
    return new Desktop(
        dir,
        "Xtigervnc",
        "-rfbport",
        Integer.toString(port),
        "-localhost=1",
        "-SecurityTypes",
        "None",
        "-AlwaysShared",
        "-geometry",
        SIZE,
        "-depth",
        "24");
  }

  Map<String, String> environment() {
    return Map.of("DISPLAY", ":" + display().orElseThrow());
  }

  private Optional<String> display() {
    return server.said().lines().filter(line -> line.matches("\\d+")).findFirst();
  }

  /** What xdotool says to that; fails with it. */
  String xdotool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("xdotool"));
    command.addAll(Arrays.asList(arguments));
    Path log = Files.createTempFile(dir, "xdotool-", ".log");
    try (Started tool = Started.of(log, environment(), command)) {
      if (tool.exit() != 0) {
        throw new IOException(command + ": " + tool.said());
      }
      return tool.said().strip();
    }
  }

  /** The window is in the upper left corner and gets the keys. */
  String settle(String title) throws IOException, InterruptedException {
    String window =
        xdotool("search", "--sync", "--onlyvisible", "--name", title)
            .lines()
            .findFirst()
            .orElseThrow();
    xdotool("windowmove", "--sync", window, "0", "0", "windowfocus", "--sync", window);
    return window;
  }

  /** Of {@link #inMemory}. */
  BufferedImage picture() throws IOException {
    return TextScreen.ofXvfb(Files.readAllBytes(dir.resolve("Xvfb_screen0")));
  }

  @Override
  public void close() {
    server.process.destroy(); // it takes its socket and its lock away
    try {
      server.exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }
}
