package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One side takes nothing of what the other says without end. */
@Timeout(60)
class StuckTest {
  /** A binary frame of 64,000 bytes under a mask of zeros. */
  private static final byte[] FRAME =
      Arrays.copyOf(
          new byte[] {(byte) 0x82, (byte) 0xfe, (byte) (64_000 >> 8), (byte) 64_000}, 8 + 64_000);

  @TempDir Path root = Path.of("");
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene =
        new Scene(root, Map.of("stall-timeout-seconds", "1", "handshake-timeout-seconds", "20"));
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private static void sayWithoutEnd(Talker side) {
    Thread thread =
        new Thread(
            () -> {
              try {
                OutputStream out = side.socket.getOutputStream();
                while (true) {
                  out.write(FRAME);
                }
              } catch (IOException e) {
                Thread.onSpinWait(); // cut off
              }
            },
            "without end");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void whereTheMachineTakesNothingTheViewerIsToldThatItIsTheMachine() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        Browser browser = scene.entered()) {
      sayWithoutEnd(browser.wire);
      browser.isClosed(CloseCode.STUCK);
      await().until(() -> log.text().contains("ended: the server took nothing for 1 s"));
    }
  }

  @Test
  void whereTheViewerTakesNothingItIsTheViewer() throws Exception {
    try (LogUnderTest log = new LogUnderTest();
        Browser browser = scene.entered()) {
      sayWithoutEnd(scene.speaks(browser));
      await().until(() -> log.text().contains("ended: the viewer took nothing for 1 s"));
    }
  }
}
