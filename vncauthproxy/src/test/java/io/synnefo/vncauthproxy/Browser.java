package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;

/** A browser's side of a WebSocket. */
final class Browser implements AutoCloseable {
  static final String V3_8 = "524642203030332e3030380a";
  static final String ORIGIN = "https://cloud.example.org";

  final Talker wire;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  Browser(Socket socket) throws IOException {
    wire = new Talker(socket);
  }

  /** Asks for the upgrade with those headers more, and returns the head of the answer. */
  String upgrade(String more) throws IOException {
    return upgrade("/console", more);
  }

  /** The same at that path. */
  String upgrade(String target, String more) throws IOException {
    wire.sayText(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + more
            + "\r\n");
    return head();
  }

  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = wire.socket.getInputStream().read();
      if (one < 0) {
        throw new IOException("it ended: " + head);
      }
      head.append((char) one);
    }
    return head.toString();
  }

  /** As noVNC does from a page of {@link #ORIGIN}. */
  Browser open() throws IOException {
    String head = upgrade("Origin: " + ORIGIN + "\r\nSec-WebSocket-Protocol: binary\r\n");
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    return this;
  }

  /** The hex in one frame of that kind, under a mask. */
  void send(int opcode, String hex) throws IOException {
    sendFrame(Frames.FINAL | opcode, hex);
  }

  /** The same with all of the first byte. */
  void sendFrame(int first, String hex) throws IOException {
    byte[] payload = HexFormat.of().parseHex(hex);
    byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (payload[i] ^ mask[i % 4]);
    }
    wire.say(
        "%02x%02x".formatted(first, 0x80 | payload.length)
            + HexFormat.of().formatHex(mask)
            + HexFormat.of().formatHex(payload));
  }

  /** The next frame: its first byte and its payload. */
  String frame() throws IOException {
    byte[] head = wire.socket.getInputStream().readNBytes(2);
    int length = head[1];
    if (length == Frames.TWO_BYTES || length == Frames.EIGHT_BYTES) {
      length = Integer.parseUnsignedInt(wire.hear(length == Frames.TWO_BYTES ? 2 : 8), 16);
    }
    byte[] payload = wire.socket.getInputStream().readNBytes(length);
    if ((head[0] & 0x0f) == Frames.BINARY) {
      data.write(payload);
    }
    return HexFormat.of().formatHex(head, 0, 1) + " " + HexFormat.of().formatHex(payload);
  }

  /** So many bytes of data, however they are framed. */
  byte[] data(int count) throws IOException {
    while (data.size() < count) {
      String frame = frame();
      assertTrue(frame.startsWith("82 "), frame.substring(0, Math.min(80, frame.length())));
    }
    byte[] all = data.toByteArray();
    data.reset();
    data.write(all, count, all.length - count);
    return java.util.Arrays.copyOf(all, count);
  }

  void hears(String hex) throws IOException {
    assertEquals(hex, HexFormat.of().formatHex(data(hex.length() / 2)));
  }

  void authenticate(String password) throws IOException {
    hears(V3_8);
    send(Frames.BINARY, V3_8);
    hears("0102");
    send(Frames.BINARY, "02");
    byte[] answer = VncChallenge.answer(password, data(VncChallenge.BYTES));
    send(Frames.BINARY, HexFormat.of().formatHex(answer));
  }

  /** RFB 3.8 as a viewer speaks it whose token was right, up to where it is let in. */
  Browser enterWithoutPassword() throws IOException {
    hears(V3_8);
    send(Frames.BINARY, V3_8);
    hears("0101");
    send(Frames.BINARY, "01");
    hears("00000000");
    return this;
  }

  /** The next frame closes the connection for that reason, and nothing follows. */
  void isClosed(CloseCode why) throws IOException {
    isClosed(why.end());
  }

  void isClosed(End why) throws IOException {
    String text = HexFormat.of().formatHex(why.text().getBytes(US_ASCII));
    assertEquals("88 " + "%04x".formatted(why.code()) + text, frame());
    wire.hearsTheEnd();
  }

  Browser enter() throws IOException {
    authenticate(ProxyUnderTest.PASSWORD);
    hears("00000000");
    return this;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
