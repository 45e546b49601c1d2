package io.synnefo.testbed.console;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Binary frames of a WebSocket (RFC 6455), of any length; it answers no ping. */
public final class WebSocketLine implements Line {
  private static final int BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int CLOSE = 8;

  private final Line inner;
  private long left; // of the frame that is being read

  /** Upgraded, with the subprotocol that noVNC names. */
  public WebSocketLine(int port, boolean much) throws IOException {
    this(port, much, "binary");
  }

  /** With the token, at the gateway. */
  public static WebSocketLine atGateway(int port, ConsoleToken token) throws IOException {
    return new WebSocketLine(port, false, "token." + token.text() + ", binary");
  }

  private WebSocketLine(int port, boolean much, String protocols) throws IOException {
    this.inner = new PlainLine(port, much);
    String request =
        """
        GET / HTTP/1.1
        Host: 127.0.0.1:%d
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: %s

        """;
    String lines = request.formatted(port, protocols).replace("\n", "\r\n");
    inner.send(lines.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) inner.read(1)[0]);
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("no WebSocket: " + head);
    }
  }

  /** A mask of zeros is one, too. */
  @Override
  public void send(byte... bytes) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(BINARY);
    if (bytes.length >= TWO_BYTES) {
      throw new IllegalArgumentException("viewers say little: " + bytes.length);
    }
    frame.write(MASKED | bytes.length);
    frame.writeBytes(new byte[Integer.BYTES]);
    frame.writeBytes(bytes);
    inner.send(frame.toByteArray());
  }

  @Override
  public byte[] read(int count) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < count) {
      frame();
      int part = (int) Math.min(left, count - all.size());
      all.writeBytes(inner.read(part));
      left -= part;
    }
    return all.toByteArray();
  }

  @Override
  public void skip(long count) throws IOException {
    long rest = count;
    while (rest > 0) {
      frame();
      long part = Math.min(left, rest);
      inner.skip(part);
      left -= part;
      rest -= part;
    }
  }

  /** Something is left of a frame. */
  private void frame() throws IOException {
    while (left == 0) {
      byte[] head = inner.read(2);
      if ((head[0] & 0xf) == CLOSE) {
        ByteBuffer why = ByteBuffer.wrap(inner.read(head[1]));
        String code = why.hasRemaining() ? " with " + why.getShort() + " " : "";
        throw new EOFException(
            "the other side closed the WebSocket" + code + StandardCharsets.UTF_8.decode(why));
      }
      left =
          switch (head[1] & 0x7f) {
            case TWO_BYTES -> ByteBuffer.wrap(inner.read(Short.BYTES)).getShort() & 0xffff;
            case EIGHT_BYTES -> ByteBuffer.wrap(inner.read(Long.BYTES)).getLong();
            default -> head[1];
          };
    }
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
