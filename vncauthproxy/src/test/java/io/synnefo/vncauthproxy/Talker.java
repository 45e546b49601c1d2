package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** One side of a connection, in hex. */
final class Talker implements AutoCloseable {
  final Socket socket;

  Talker(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(ProxyUnderTest.PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** A viewer at that port. */
  static Talker at(int port) throws IOException {
    return new Talker(ProxyUnderTest.connect(port));
  }

  void say(String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  void sayText(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** The next bytes are those. */
  void hears(String hex) throws IOException {
    assertEquals(hex, hear(hex.length() / 2));
  }

  /** So many bytes, or those up to the end. */
  String hear(int count) throws IOException {
    return HexFormat.of().formatHex(socket.getInputStream().readNBytes(count));
  }

  /** Everything up to the end, or up to where the other side cuts it off. */
  String hearAll() throws IOException {
    return HexFormat.of().formatHex(socket.getInputStream().readAllBytes());
  }

  /** The end is there, with nothing before it. */
  void hearsTheEnd() throws IOException {
    try {
      assertEquals("", hearAll());
    } catch (SocketException e) {
      assertEquals("Connection reset", e.getMessage());
    }
  }

  /** RFB 3.8 as a viewer with that password speaks it, up to the answer to the password. */
  void authenticate(String password) throws IOException {
    hears("524642203030332e3030380a");
    sayText("RFB 003.008\n");
    hears("0102");
    say("02");
    byte[] challenge = socket.getInputStream().readNBytes(VncChallenge.BYTES);
    say(HexFormat.of().formatHex(VncChallenge.answer(password, challenge)));
  }

  /** The same, and it is let in. */
  Talker enter() throws IOException {
    authenticate(ProxyUnderTest.PASSWORD);
    hears("00000000");
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
