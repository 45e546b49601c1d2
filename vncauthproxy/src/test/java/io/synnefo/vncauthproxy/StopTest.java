package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of a proxy that has stopped: nothing, for the next one is to have the same ports.
 */
@Timeout(60)
class StopTest {
  private static final int ROUNDS = 100;

  @TempDir Path root = Path.of("");

  @Test
  void stoppedAsSoonAsItStartedItHasLetGoOfItsPorts() throws Exception {
    Map<String, String> metrics =
        Map.of("metrics-listen", "127.0.0.1:" + ProxyUnderTest.freePort());
    for (int n = 0; n < ROUNDS; n++) {
      new ProxyUnderTest(root, metrics).close();
    }
  }

  @Test
  void whereOnePortIsAnothersItHasLetGoOfTheRest() throws Exception {
    int control = ProxyUnderTest.freePort();
    try (ServerSocket others = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings =
          Map.of(
              "control-listen", "127.0.0.1:" + control,
              "metrics-listen", "127.0.0.1:" + others.getLocalPort());
      IOException taken =
          assertThrows(IOException.class, () -> new ProxyUnderTest(root, settings).close());
      assertTrue(String.valueOf(taken.getMessage()).startsWith("metrics-listen: "), "" + taken);
    }
    new ServerSocket(control, 1, InetAddress.getLoopbackAddress()).close();
  }
}
