package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our own proxy as a process, asked in both dialects. */
@Timeout(120)
class OurProxyTest {
  @TempDir Path root = Path.of("");
  private ProxyProgram program;
  private VncServer machine;

  @BeforeEach
  void start() throws Exception {
    program = new ProxyProgram(root);
    machine = new VncServer();
    await().atMost(Duration.ofSeconds(60)).until(program::isUp);
  }

  @AfterEach
  void stop() throws Exception {
    program.close();
    machine.close();
  }

  @Test
  void aConsoleWaitsForItsViewerWhicheverWayItWasAskedFor() throws Exception {
    for (VncProxy proxy :
        List.of(Proxies.at(program.port), new VncProxy.AtSocket(program.socket))) {
      for (ConsoleType type : List.of(ConsoleType.VNC, ConsoleType.VNC_WS)) {
        ConsoleDoor<?> door =
            Proxies.open(Proxies.of(proxy), Proxies.console(type, machine.port()));
        assertEquals(proxy.name(), door.proxy());
        assertEquals(ProxyProgram.ADDRESS, door.address());
        try (Socket viewer = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
          viewer.setSoTimeout(20_000);
          if (type == ConsoleType.VNC) {
            assertEquals(
                "RFB 003.008\n", new String(viewer.getInputStream().readNBytes(12), UTF_8));
          }
        }
      }
    }
  }

  @Test
  void whatItSaysIsPassedOn() throws Exception {
    VncProxy stranger = Proxies.at(program.port, GenuineDaemon.USER, "hunter3");
    VncProxyException e =
        assertThrows(
            VncProxyException.class,
            () -> Proxies.open(Proxies.of(stranger), Proxies.console(machine.port())));
    assertEquals(
        List.of(
            new Attempt(
                stranger.name(), true, "vncauthproxy authentication failure: wrong password")),
        e.attempts());
    int nobody = machine.port();
    machine.close();
    e =
        assertThrows(
            VncProxyException.class,
            () -> Proxies.open(Proxies.of(Proxies.at(program.port)), Proxies.console(nobody)));
    assertTrue(e.attempts().get(0).answered(), e.getMessage());
  }

  @Test
  void whenItIsKilledNobodyListens() throws Exception {
    program.close();
    VncProxyException e =
        assertThrows(
            VncProxyException.class,
            () ->
                Proxies.open(
                    Proxies.of(Proxies.at(program.port)), Proxies.console(machine.port())));
    assertEquals(
        List.of(
            new Attempt("127.0.0.1:" + program.port, false, "nobody listens: Connection refused")),
        e.attempts());
  }

  @Test
  void whenItIsKilledWhileItIsAskedThatIsSaidAndStartedAgainItAnswers() throws Exception {
    for (VncProxy proxy :
        List.of(Proxies.at(program.port), new VncProxy.AtSocket(program.socket))) {
      try (ServerSocket mute = ControlPort.listen(0)) {
        FutureTask<ConsoleDoor<?>> asking =
            new FutureTask<>(
                () -> Proxies.open(Proxies.of(proxy), Proxies.console(mute.getLocalPort())));
        new Thread(asking).start();
        Socket backend = mute.accept(); // and nothing is said there
        program.close();
        backend.close();
        ExecutionException told =
            assertThrows(ExecutionException.class, () -> asking.get(60, TimeUnit.SECONDS));
        assertEquals(
            List.of(new Attempt(proxy.name(), false, "closed the connection without an answer")),
            assertInstanceOf(VncProxyException.class, told.getCause()).attempts());
      }
      program.startAgain();
      await().atMost(Duration.ofSeconds(60)).until(program::isUp);
      assertEquals(
          proxy.name(), Proxies.open(Proxies.of(proxy), Proxies.console(machine.port())).proxy());
    }
  }
}
