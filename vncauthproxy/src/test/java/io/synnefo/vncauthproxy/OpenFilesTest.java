package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.StatusClient;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that may have few files open, and so few connections. */
@Timeout(120)
class OpenFilesTest {
  private static final int LIMIT = 240;
  private static final String NOBODY = "nobody can be received at ";

  @TempDir Path root = Path.of("");

  /** Debian's for who logs in, systemd's, and the unit's. */
  @ParameterizedTest
  @CsvSource({"0, 0", "240, 40", "1024, 170", "20480, 4096", "65536, 19114", "1048576, 346794"})
  void consolesAreNoMoreThanThereAreFilesFor(long limit, int consoles) {
    assertEquals(consoles, OpenFiles.consoles(limit));
  }

  @Test
  void withNoFileLeftItSaysSoOnceAndReceivesAgainAsSoonAsThereIsOne() throws Exception {
    int port = ProxyUnderTest.freePort();
    try (ProxyProcess proxy =
        new ProxyProcess(
            root,
            List.of("prlimit", "--nofile=" + LIMIT + ":" + LIMIT, "java"),
            "gateway-listen=127.0.0.1:" + port,
            "gateway-origins=*",
            "handshake-timeout-seconds=100")) {
      List<Socket> strangers = new ArrayList<>();
      try {
        for (int n = 0; n < LIMIT; n++) {
          strangers.add(ProxyUnderTest.connect(port));
        }
        await().until(() -> proxy.log().contains(NOBODY));
      } finally {
        for (Socket stranger : strangers) {
          stranger.close();
        }
      }
      await().until(() -> proxy.log().contains("is received again"));
      String status = StatusClient.ask(proxy.statusSocket, "json");
      assertTrue(status.startsWith(StatusDesk.WELL), status);
      assertTrue(status.contains("\"consoles_max\":40"), status);
      assertEquals(1, proxy.log().split(NOBODY, -1).length - 1, proxy.log());
    }
  }
}
