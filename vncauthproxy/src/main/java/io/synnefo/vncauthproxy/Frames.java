package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of a WebSocket (RFC 6455, 5.2) as a server sends them: whole messages, without a mask. */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int MAX_CONTROL = 125;
  static final int TWO_BYTES = 126; // in the place of a length: two bytes with it follow
  static final int EIGHT_BYTES = 127;
  static final int MAX_TWO_BYTES = 0xffff;
  static final int FINAL = 0x80;

  private static final int MAX_HEADER = 10;
  private static final int MAX_WHY = MAX_CONTROL - Short.BYTES;

  private Frames() {}

  /** What stands before so many bytes of payload. */
  static ByteBuffer header(int opcode, int length) {
    ByteBuffer header = ByteBuffer.allocate(MAX_HEADER).put((byte) (FINAL | opcode));
    if (length <= MAX_CONTROL) {
      header.put((byte) length);
    } else if (length <= MAX_TWO_BYTES) {
      header.put((byte) TWO_BYTES).putShort((short) length);
    } else {
      header.put((byte) EIGHT_BYTES).putLong(length);
    }
    return header.flip();
  }

  /** A close frame; the reason is cut to what there is room for. */
  static ByteBuffer close(int code, String why) {
    byte[] text = why.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(text.length, MAX_WHY);
    ByteBuffer frame = ByteBuffer.allocate(2 + MAX_CONTROL);
    frame.put(header(CLOSE, Short.BYTES + length)).putShort((short) code);
    return frame.put(text, 0, length).flip();
  }

  /** Asks for a sign of life. */
  static ByteBuffer ping() {
    return header(PING, 0);
  }

  /** The answer to a ping. */
  static ByteBuffer pong(byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(2 + MAX_CONTROL);
    return frame.put(header(PONG, payload.length)).put(payload).flip();
  }
}
