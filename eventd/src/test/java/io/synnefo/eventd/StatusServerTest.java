package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatusServerTest {
  private static final String GET = "GET /metrics HTTP/1.1\r\nHost: h\r\n";
  private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) (synnefo_eventd_[a-z_]+) .+");
  private static final Pattern SAMPLE =
      Pattern.compile("(synnefo_eventd_[a-z_]+)(\\{key=\"[a-z0-9.-]+\"})? (-?\\d+(\\.\\d+)?)");

  @TempDir Path root = Path.of("");
  private final List<Socket> open = new ArrayList<>();
  private InetSocketAddress address;
  private StatusServer server;

  @BeforeEach
  void listen() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket free = new ServerSocket(0, 1, here)) {
      address = new InetSocketAddress(here, free.getLocalPort());
    }
    server = new StatusServer(root.resolve("status"), Optional.of(address), StatusTextTest::status);
  }

  @AfterEach
  void close() throws Exception {
    for (Socket each : open) {
      each.close();
    }
    server.close();
  }

  @Test
  void prometheusGetsWhatItCanRead() throws Exception {
    Socket asking = ask(GET + "Connection: close\r\n\r\n");
    String answer = new String(asking.getInputStream().readAllBytes(), UTF_8);
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("Content-type: text/plain; version=0.0.4\r\n"), answer);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertEquals(StatusText.metrics(StatusTextTest.status()), body);
    assertIsExposition(body);
  }

  @Test
  void anAddressThatIsTakenIsToldByTheNameOfItsSetting() {
    Path other = root.resolve("other");
    IOException refused =
        assertThrows(
            IOException.class,
            () -> new StatusServer(other, Optional.of(address), StatusTextTest::status).close());
    assertEquals("metrics-listen: " + address + ": Address already in use", refused.getMessage());
    assertFalse(Files.exists(other));
  }

  /** Version 0.0.4: each metric's help and type once, before all its samples, none twice. */
  private static void assertIsExposition(String text) {
    assertTrue(text.endsWith("\n"));
    Set<String> seen = new HashSet<>();
    String type = "";
    for (String line : text.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (head.matches()) {
        assertTrue(seen.add(head.group(1) + head.group(2)), line);
        type = head.group(2);
      } else {
        assertTrue(sample.matches(), line);
        assertEquals(type, sample.group(1));
        assertTrue(seen.add(line.substring(0, line.lastIndexOf(' '))), line);
        assertTrue(seen.contains("HELP" + type) && seen.contains("TYPE" + type), line);
      }
    }
  }

  @Test
  void whoNeverEndsHisQuestionKeepsNobodyFromAsking() throws Exception {
    for (int n = 0; n < 8; n++) {
      ask(GET);
    }
    Socket asking = ask(GET + "\r\n");
    assertEquals("HTTP/1.1 200 OK", new String(asking.getInputStream().readNBytes(15), US_ASCII));
  }

  private Socket ask(String text) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    open.add(socket);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }
}
