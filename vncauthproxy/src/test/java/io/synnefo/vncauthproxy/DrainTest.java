package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy is stopped while there are consoles. */
@Timeout(60)
class DrainTest {
  @TempDir Path root = Path.of("");
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene =
        new Scene(
            root,
            Map.of(
                "drain-seconds", "12",
                "connect-timeout-seconds", "60",
                "handshake-timeout-seconds", "20"));
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @Test
  void whoIsSeenGoesOnAndWhatWasGrantedStillOpensUntilAllAreTold() throws Exception {
    ConsoleToken late = ConsoleToken.random();
    try (Browser live = scene.entered()) {
      Talker machine = scene.speaks(live);
      scene.grant("late", late);
      Talker lateMachine = scene.server.next();
      int port = scene.proxy.console(scene.server.port(), "vnc");
      Thread stopping = new Thread(scene.proxy::stop);
      stopping.start();
      await().until(this::takesNoRequest);
      machine.say("0102");
      live.hears("0102");
      try (Browser came = scene.showing(late).enterWithoutPassword();
          Talker viewer = Talker.at(port).enter()) {
        lateMachine.say("0304");
        came.hears("0304");
        live.isClosed(CloseCode.STOPPING);
        came.isClosed(CloseCode.STOPPING);
        viewer.hearsTheEnd();
      }
      machine.hearsTheEnd();
      stopping.join();
    }
  }

  private boolean takesNoRequest() {
    try {
      ProxyUnderTest.connect(scene.proxy.port).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
