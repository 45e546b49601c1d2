package io.synnefo.testbed.console;

import static io.synnefo.testbed.console.ConsoleProxy.PASSWORD;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.console.RealViewers.Camera;
import io.synnefo.testbed.console.RealViewers.Shot;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Viewers and VNC servers that others wrote, with the packaged proxy between them. */
@Timeout(180)
class RealViewersIT {
  private static final String WRONG = "guessed1";

  @TempDir Path dir = Path.of("");
  private ConsoleProxy proxy;
  private EchoMachine machine;
  private RealViewers viewers;

  @BeforeEach
  void start() throws Exception {
    proxy = new ConsoleProxy(dir, Map.of());
    machine = new EchoMachine(dir);
    viewers = new RealViewers(dir);
  }

  @AfterEach
  void stop() {
    machine.close();
    proxy.close();
  }

  /** What has been typed at the machine, as that viewer's picture shows it. */
  private Optional<String> seen(Camera camera, int server) throws Exception {
    Shot shot = camera.shoot(proxy.console(server, "vnc"), PASSWORD);
    assertTrue(shot.succeeded(), shot.said());
    return new TextScreen(ImageIO.read(shot.picture().toFile()), EchoMachine.LINE).typed();
  }

  private void awaitSeen(Camera camera, int server, String text) {
    await(text)
        .atMost(Started.PATIENCE)
        .until(() -> seen(camera, server), Optional.of(text)::equals);
  }

  @Test
  void keysThatAreTypedThroughTheProxyComeBackAsPixelsInEachViewer() throws Exception {
    awaitSeen(viewers::gvnccapture, machine.port(), "");
    try (Line line = proxy.enter(machine.port())) {
      new Keyboard(line).type("clone");
      awaitSeen(viewers::gvnccapture, machine.port(), "clone");
      awaitSeen(viewers::vncsnapshot, machine.port(), "clone");
    }
    try (Line line = new WebSocketLine(proxy.console(machine.port(), "vnc-ws"), false)) {
      Rfb.enter(line, PASSWORD);
      new Keyboard(line).type(" soon");
      awaitSeen(viewers::vncsnapshot, machine.port(), "clone soon");
      awaitSeen(viewers::gvnccapture, machine.port(), "clone soon");
    }
  }

  @Test
  void tigerVncsViewerShowsTheMachineAndTypesAtIt() throws Exception {
    try (Desktop desktop = Desktop.inMemory(dir);
        Started viewer =
            viewers.tigervnc(desktop, proxy.console(machine.port(), "vnc"), PASSWORD)) {
      String window = desktop.settle("QEMU");
      awaitShown(desktop, "");
      desktop.xdotool("mousemove", "--window", window, "300", "300", "type", "clone");
      awaitShown(desktop, "clone");
      awaitSeen(viewers::gvnccapture, machine.port(), "clone");
      machine.close();
      viewer.awaitSaid("End of stream");
    }
  }

  private static void awaitShown(Desktop desktop, String text) {
    await(text)
        .atMost(Started.PATIENCE)
        .until(
            () -> new TextScreen(desktop.picture(), EchoMachine.LINE).typed(),
            Optional.of(text)::equals);
  }

  /** The machine's screen is a window there, so that pixels and keys pass the proxy twice. */
  @Test
  void tigerVncsServerIsSeenAndTypedAtThroughTheProxyToo() throws Exception {
    int port = ListeningProgram.freePort();
    try (Desktop desktop = Desktop.atPort(dir, port);
        Started inside =
            viewers.tigervnc(desktop, proxy.console(machine.port(), "vnc"), PASSWORD)) {
      desktop.settle("QEMU");
      awaitSeen(viewers::gvnccapture, port, "");
      try (Line line = proxy.enter(port)) {
        new Keyboard(line).type("clone");
        // not vncsnapshot: without any proxy, too, it waits for ever for that server's first
        // picture
        awaitSeen(viewers::gvnccapture, port, "clone");
      }
      assertTrue(inside.process.isAlive(), inside.said());
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndWhoSpeaksThreeEightSaysWhy() throws Exception {
    Shot modern = viewers.gvnccapture(proxy.console(machine.port(), "vnc"), WRONG);
    assertFalse(modern.succeeded(), modern.said());
    Shot old = viewers.vncsnapshot(proxy.console(machine.port(), "vnc"), WRONG);
    assertFalse(old.succeeded(), old.said());
    assertTrue(old.said().contains("VNC authentication failed"), old.said());
    try (Desktop desktop = Desktop.inMemory(dir);
        Started viewer = viewers.tigervnc(desktop, proxy.console(machine.port(), "vnc"), WRONG)) {
      viewer.awaitSaid("Authentication failure: Wrong password");
    }
    await()
        .atMost(Started.PATIENCE)
        .until(() -> proxy.said().split("was turned away", -1).length == 4);
  }

  @Test
  void whenTheMachineIsSwitchedOffEachViewerIsTold() throws Exception {
    try (Line plain = proxy.enter(machine.port());
        Line browser = new WebSocketLine(proxy.console(machine.port(), "vnc-ws"), false)) {
      Rfb.enter(browser, PASSWORD);
      new Keyboard(plain);
      new Keyboard(browser);
      machine.close();
      assertThrows(EOFException.class, () -> plain.skip(Long.MAX_VALUE));
      EOFException end = assertThrows(EOFException.class, () -> browser.skip(Long.MAX_VALUE));
      assertEquals(
          "the other side closed the WebSocket with 1001 The console has ended", end.getMessage());
    }
    IOException refused =
        assertThrows(IOException.class, () -> proxy.console(machine.port(), "vnc"));
    assertTrue(refused.toString().contains("Could not connect to the server"), refused.toString());
    assertEquals(0, proxy.status().getInt("consoles"));
  }
}
