package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlReply;
import io.synnefo.wire.vnc.VncProxyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in no log, no exception and no text, whatever a proxy says. */
@Timeout(60)
class SecretsTest {
  private static final Logger OURS = Logger.getLogger("io.synnefo");
  private static final List<String> SECRETS =
      List.of(GenuineDaemon.PASSWORD, Proxies.CONSOLE_PASSWORD, Proxies.HASH);

  private final Level before = OURS.getLevel();
  private final Log log = new Log();
  private final List<ControlPort> ports = new ArrayList<>();

  private static final class Log extends Handler {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void publish(LogRecord record) {
      text.append(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    OURS.setLevel(Level.ALL);
    OURS.addHandler(log);
  }

  @AfterEach
  void stop() throws IOException {
    for (ControlPort port : ports) {
      port.close();
    }
    OURS.removeHandler(log);
    OURS.setLevel(before);
  }

  /** Says as its reason what it was asked. */
  private static void repeat(InputStream in, OutputStream out) throws IOException {
    byte[] request = new byte[1024];
    int count = in.read(request);
    String text = new String(request, 0, Math.max(count, 0), UTF_8);
    out.write(ControlCodec.encode(ControlReply.failed("what?\n" + text)));
  }

  @Test
  void aProxyThatRepeatsTheRequestTellsNoSecret() throws Exception {
    ServerSocket server = ControlPort.listen(0);
    ServerSocket broken = ControlPort.listen(0);
    ports.add(ControlPort.at(server, SecretsTest::repeat));
    ports.add(ControlPort.at(broken, (in, out) -> in.transferTo(out)));
    for (ConsoleType type : List.of(ConsoleType.VNC, ConsoleType.GATEWAY)) {
      ConsoleRequest request = Proxies.console(type, 5900);
      VncProxyException e =
          assertThrows(
              VncProxyException.class,
              () ->
                  Proxies.open(
                      Proxies.of(
                          Proxies.at(server.getLocalPort()), Proxies.at(broken.getLocalPort())),
                      request));
      assertEquals(2, e.attempts().size());
      assertTrue(e.toString().contains("what?\\u000a"), e::toString);
      hides(e + " " + e.attempts() + request);
    }
    hides(Proxies.at(1) + " " + Proxies.at(1).user());
    assertTrue(log.text.toString().contains("refused"), log.text::toString);
    hides(log.text.toString());
  }

  @Test
  void theProjectsLimitIsKnownThoughTheSecretIsAWordOfIt() throws Exception {
    ServerSocket server = ControlPort.listen(0);
    ports.add(
        ControlPort.at(
            server,
            (in, out) -> {
              assertTrue(in.read(new byte[1024]) > 0);
              out.write(
                  ControlCodec.encode(ControlReply.failed(VncProxyException.TOO_MANY_OF_PROJECT)));
            }));
    VncProxy proxy = Proxies.at(server.getLocalPort(), GenuineDaemon.USER, "console");
    VncProxyException e =
        assertThrows(
            VncProxyException.class,
            () -> Proxies.open(Proxies.of(proxy), Proxies.console(ConsoleType.VNC, 5900)));
    VncProxyException.Attempt attempt = e.attempts().get(0);
    assertTrue(attempt.atLimit(), attempt::toString);
    assertEquals("Too many ***s of the project", attempt.reason());
  }

  private static void hides(String text) {
    for (String secret : SECRETS) {
      assertFalse(text.contains(secret), text);
    }
  }
}
