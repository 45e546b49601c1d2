package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several proxies, of which some are down, mute or refuse. */
@Timeout(60)
class FailoverTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir Path root = Path.of("");
  private final GenuineDaemon daemon = new GenuineDaemon(false);
  private final List<AutoCloseable> open = new ArrayList<>();
  private VncServer machine;

  @BeforeEach
  void start() throws IOException {
    machine = new VncServer();
    open.add(machine);
    open.add(daemon);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private int proxy(int port, ControlPort.Daemon serving) throws IOException {
    ServerSocket server = ControlPort.listen(port);
    open.add(ControlPort.at(server, serving));
    return server.getLocalPort();
  }

  private static int nobody() throws IOException {
    try (ServerSocket server = ControlPort.listen(0)) {
      return server.getLocalPort();
    }
  }

  private String opened(VncProxyConnectionFactory proxies) throws VncProxyException {
    return Proxies.open(proxies, Proxies.console(machine.port())).proxy();
  }

  private List<Attempt> refused(VncProxyConnectionFactory proxies) {
    return assertThrows(VncProxyException.class, () -> opened(proxies)).attempts();
  }

  @Test
  void whereNoneIsConfiguredTheReasonSaysSo() {
    VncProxyException e = assertThrows(VncProxyException.class, () -> opened(Proxies.of()));
    assertEquals("no VNC proxy is configured", e.getMessage());
    assertEquals(List.of(), e.attempts());
  }

  @Test
  void eachTimeAnotherOneIsFirst() throws Exception {
    int one = proxy(0, daemon::serve);
    int two = proxy(0, daemon::serve);
    VncProxyConnectionFactory proxies = Proxies.of(Proxies.at(one), Proxies.at(two));
    assertEquals("127.0.0.1:" + one, opened(proxies));
    assertEquals("127.0.0.1:" + two, opened(proxies));
    assertEquals("127.0.0.1:" + one, opened(proxies));
  }

  @Test
  void theNextStandsInForOneThatIsDownUntilThatIsBack() throws Exception {
    int dead = nobody();
    int alive = proxy(0, daemon::serve);
    VncProxyConnectionFactory proxies = Proxies.of(Proxies.at(dead), Proxies.at(alive));
    for (int i = 0; i < 4; i++) {
      assertEquals("127.0.0.1:" + alive, opened(proxies));
    }
    assertEquals(4, daemon.received.size());
    ControlPort back = ControlPort.at(ControlPort.listen(dead), daemon::serve);
    stopLast();
    assertEquals("127.0.0.1:" + dead, opened(proxies));
    back.close();
    proxy(alive, daemon::serve);
    assertEquals("127.0.0.1:" + alive, opened(proxies));
  }

  private void stopLast() throws Exception {
    open.remove(open.size() - 1).close();
  }

  /** Another one may reach the node. */
  @Test
  void whereOneRefusesTheNextIsAskedAndAllAreNamedWhenNoneOpens() throws Exception {
    GenuineDaemon full = new GenuineDaemon(false);
    open.add(full);
    full.pool(0);
    int refusing = proxy(0, full::serve);
    int alive = proxy(0, daemon::serve);
    assertEquals("127.0.0.1:" + alive, opened(Proxies.of(Proxies.at(refusing), Proxies.at(alive))));
    int dead = nobody();
    daemon.pool(0);
    List<Attempt> attempts =
        refused(Proxies.of(Proxies.at(refusing), Proxies.at(dead), Proxies.at(alive)));
    assertEquals(
        List.of("127.0.0.1:" + refusing, "127.0.0.1:" + dead, "127.0.0.1:" + alive),
        attempts.stream().map(Attempt::proxy).toList());
    assertEquals(List.of(true, false, true), attempts.stream().map(Attempt::answered).toList());
    assertEquals("nobody listens: Connection refused", attempts.get(1).reason());
  }

  /** Row 10, from the other side. */
  @Test
  void theNextStandsInForOneThatIsMute() throws Exception {
    int mute = proxy(0, (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    int alive = proxy(0, daemon::serve);
    VncProxyConnectionFactory proxies = Proxies.of(Proxies.at(mute), Proxies.at(alive));
    assertEquals("127.0.0.1:" + alive, opened(proxies));
    assertEquals("127.0.0.1:" + alive, opened(proxies));
    assertEquals("127.0.0.1:" + alive, opened(proxies));
  }

  /** A proxy may wait long for its machine. */
  @Test
  void theLastOneHasAllTheTimeThatIsLeft() throws Exception {
    Duration timeout = Duration.ofSeconds(16); // each but the last has a second of it
    int mute = proxy(0, (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    int slow =
        proxy(
            0,
            (in, out) -> {
              LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
              daemon.serve(in, out);
            });
    assertEquals(
        "127.0.0.1:" + slow, opened(Proxies.of(timeout, Proxies.at(mute), Proxies.at(slow))));
  }

  @Test
  void whereAllAreMuteEachIsNamed() throws Exception {
    int one = proxy(0, (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    int two = proxy(0, (in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    assertEquals(
        List.of(
            new Attempt("127.0.0.1:" + one, false, "no answer within its time"),
            new Attempt("127.0.0.1:" + two, false, "no answer within its time")),
        refused(Proxies.of(SHORT, Proxies.at(one), Proxies.at(two))));
  }

  @Test
  void anAnswerThatComesInPiecesIsReadToItsEnd() throws Exception {
    int port = proxy(0, halting(daemon));
    assertEquals("127.0.0.1:" + port, opened(Proxies.of(Proxies.at(port))));
    GenuineDaemon old = new GenuineDaemon(true);
    open.add(old);
    Path socket = root.resolve("halting.sock");
    open.add(ControlPort.at(socket, halting(old)));
    assertEquals("unix:" + socket, opened(Proxies.of(new VncProxy.AtSocket(socket))));
  }

  private static ControlPort.Daemon halting(GenuineDaemon daemon) {
    return (in, out) -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      daemon.serve(in, answer);
      for (byte piece : answer.toByteArray()) {
        out.write(piece);
        LockSupport.parkNanos(1_000_000); // each is a segment of its own
      }
    };
  }

  @Test
  void oneThatSaysAByteNowAndThenDoesNotGetMoreTime() throws Exception {
    int slow =
        proxy(
            0,
            (in, out) -> {
              for (int i = 0; i < 500; i++) {
                out.write(' ');
                LockSupport.parkNanos(50_000_000);
              }
            });
    assertEquals(
        "no answer within its time", refused(Proxies.of(SHORT, Proxies.at(slow))).get(0).reason());
  }

  @Test
  void oneThatIsMuteAtItsUnixSocketTakesNoMoreTimeEither() throws Exception {
    Path socket = root.resolve("mute.sock");
    open.add(ControlPort.at(socket, (in, out) -> in.transferTo(OutputStream.nullOutputStream())));
    assertEquals(
        List.of(new Attempt("unix:" + socket, false, "no answer within its time")),
        refused(Proxies.of(SHORT, new VncProxy.AtSocket(socket))));
  }

  /** The daemon of 2011 has a queue of one. */
  @Test
  void aUnixSocketWithAFullQueueIsTriedUntilTheTimeIsOver() throws Exception {
    Path socket = root.resolve("full.sock");
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket), 1);
      fill(socket, queue);
      assertEquals(
          List.of(new Attempt("unix:" + socket, false, "no connection within its time")),
          refused(Proxies.of(SHORT, new VncProxy.AtSocket(socket))));
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  private static void fill(Path socket, List<SocketChannel> queue) throws IOException {
    for (int i = 0; i < 100; i++) {
      SocketChannel waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
      queue.add(waiting);
      waiting.configureBlocking(false);
      try {
        waiting.connect(UnixDomainSocketAddress.of(socket));
      } catch (SocketException e) {
        return; // no room
      }
    }
    throw new AssertionError("a queue without end");
  }

  @Test
  void aUnixSocketThatIsNotThereIsToldByItsPath() {
    Path socket = root.resolve("none.sock");
    List<Attempt> attempts = refused(Proxies.of(new VncProxy.AtSocket(socket)));
    assertEquals("unix:" + socket, attempts.get(0).proxy());
    assertFalse(attempts.get(0).answered());
    assertTrue(attempts.get(0).reason().contains("No such file or directory"), attempts.toString());
  }

  @Test
  void whatIsNoAnswerOfAProxyIsToldWithoutItsText() throws Exception {
    int other = proxy(0, (in, out) -> out.write("{\"hush\":1}".getBytes(StandardCharsets.UTF_8)));
    int endless =
        proxy(
            0,
            (in, out) -> {
              byte[] much = new byte[1 << 17];
              out.write(much);
            });
    List<Attempt> attempts = refused(Proxies.of(Proxies.at(other), Proxies.at(endless)));
    assertEquals(
        "its answer is none of a VNC proxy's: status: is missing", attempts.get(0).reason());
    assertEquals("cannot be used: its answer has no end", attempts.get(1).reason());
  }

  /** No parser has a number for it. */
  @Test
  void whereOneAnswersWithANumberBeyondAllMeasureTheNextStandsIn() throws Exception {
    byte[] answer = "{\"source_port\":1e99999999999}".getBytes(StandardCharsets.UTF_8);
    int broken = proxy(0, (in, out) -> out.write(answer));
    int alive = proxy(0, daemon::serve);
    assertEquals("127.0.0.1:" + alive, opened(Proxies.of(Proxies.at(broken), Proxies.at(alive))));
  }

  @Test
  void aPasswordFileThatWentMakesTheNextOneStandIn() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "hunter2\n");
    int alive = proxy(0, daemon::serve);
    VncProxy withFile =
        new VncProxy.AtPort(
            "127.0.0.1", alive, "synnefo", ProxySecret.of(secret), java.util.Optional.empty());
    VncProxyConnectionFactory proxies = Proxies.of(withFile);
    assertEquals("127.0.0.1:" + alive, opened(proxies));
    Files.delete(secret);
    assertEquals(
        List.of(new Attempt("127.0.0.1:" + alive, false, "there is no file " + secret)),
        refused(proxies));
  }
}
