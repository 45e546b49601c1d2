package io.synnefo.testbed.console;

import static io.synnefo.testbed.console.ConsoleProxy.times;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged proxy killed in the middle, and pressed; with full counts in the long run. */
@Timeout(600)
class ProxyFaultsIT {
  private static final int CONSOLES = times(20, 500);
  private static final int STUCK = times(12, 100);
  private static final long OFFERED = 1L << 28; // to each that takes nothing
  private static final long BUFFERS = 128; // KiB a console: both ways
  private static final long SLACK = 32 << 10; // KiB: what the JVM makes of its heap meanwhile

  @TempDir Path dir = Path.of("");

  private ConsoleProxy proxy() throws IOException {
    int first = 22_000 + (int) (ProcessHandle.current().pid() % 100) * 20;
    return new ConsoleProxy(dir, Map.of("ports", first + "-" + (first + CONSOLES + 1)));
  }

  /** The viewer has begun; so many bytes are for him. */
  private static void begin(Line viewer, long bytes) throws IOException {
    viewer.send((byte) 1);
    viewer.send(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
  }

  private static List<Line> crowd(ConsoleProxy proxy, int server) throws IOException {
    List<Line> viewers = new ArrayList<>();
    for (int n = 0; n < CONSOLES; n++) {
      viewers.add(proxy.enter(server));
      begin(viewers.get(n), 1);
      viewers.get(n).skip(1);
    }
    return viewers;
  }

  @Test
  void killedItEndsItsConsolesAndStartedAgainItServesAsManyAsBefore() throws Exception {
    try (ConsoleProxy proxy = proxy();
        VncSource server = new VncSource()) {
      List<Line> viewers = crowd(proxy, server.port());
      proxy.kill();
      for (Line viewer : viewers) {
        assertThrows(IOException.class, () -> viewer.read(1));
        viewer.close();
      }
      IOException refused =
          assertThrows(IOException.class, () -> proxy.console(server.port(), "vnc"));
      assertTrue(refused.toString().contains("Connection refused"), refused.toString());
      proxy.start();
      viewers = crowd(proxy, server.port());
      JsonObject status = proxy.status();
      assertTrue(status.getBoolean("healthy"), status.toString());
      assertEquals(CONSOLES, status.getInt("consoles"));
      for (Line viewer : viewers) {
        viewer.close();
      }
      awaitNothingLeft(proxy);
    }
  }

  private static void awaitNothingLeft(ConsoleProxy proxy) {
    await()
        .atMost(Started.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              JsonObject status = proxy.status();
              return status.getInt("consoles") == 0
                  && status.getInt("free_ports") == status.getInt("ports");
            });
  }

  @Test
  void whoAsksWhenItIsKilledIsToldAndAskedAgainTheNextOneAnswers() throws Exception {
    try (ConsoleProxy proxy = proxy();
        VncSource server = new VncSource();
        ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> asking =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return proxy.console(mute.getLocalPort(), "vnc");
                } catch (IOException e) {
                  throw new CompletionException(e);
                }
              });
      try (Socket backend = mute.accept()) {
        proxy.kill();
        assertEquals(-1, backend.getInputStream().read());
      }
      ExecutionException told =
          assertThrows(
              ExecutionException.class,
              () -> asking.get(Started.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertTrue(told.toString().endsWith("the proxy left without an answer"), told.toString());
      proxy.start();
      try (Line viewer = proxy.enter(server.port())) {
        begin(viewer, 1);
        viewer.skip(1);
      }
      awaitNothingLeft(proxy);
    }
  }

  @Test
  void viewersThatTakeNothingCostABufferEachAndNobodyElseAnything() throws Exception {
    try (ConsoleProxy proxy = proxy();
        VncSource server = new VncSource()) {
      try (Line warm = proxy.enter(server.port())) {
        begin(warm, OFFERED);
        warm.skip(OFFERED);
      }
      long before = proxy.residentKilobytes();
      List<Line> stuck = new ArrayList<>();
      for (int n = 0; n < STUCK; n++) {
        stuck.add(proxy.enter(server.port()));
        begin(stuck.get(n), OFFERED);
      }
      try (Line other = proxy.enter(server.port())) {
        begin(other, OFFERED);
        other.skip(OFFERED); // while the others' buffers fill, and after
      }
      long grown = proxy.residentKilobytes() - before;
      assertTrue(grown < STUCK * BUFFERS + SLACK, grown + " KiB for " + STUCK + " that are stuck");
      for (Line one : stuck) {
        one.skip(1 << 20); // what was meant for it is still there
        one.close();
      }
      awaitNothingLeft(proxy);
    }
  }
}
