package io.synnefo.vncauthproxy;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a WebSocket's client sends (RFC 6455, 5), in whatever pieces it arrives: data is decoded in
 * place, control frames are kept aside. Data is passed on as it comes, so that no frame needs room.
 */
final class FrameDecoder {
  static final int PROTOCOL_ERROR = 1002;
  static final int NOT_BINARY = 1003;
  static final int NO_CODE = 1005; // of a close frame without one

  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int LENGTH = 0x7f;
  private static final int IS_CONTROL = 0x08;
  private static final int MASK_BYTES = 4;
  private static final int MAX_HEADER = 2 + Long.BYTES + MASK_BYTES;

  private final ByteBuffer header = ByteBuffer.allocate(MAX_HEADER);
  private final ByteBuffer control = ByteBuffer.allocate(Frames.MAX_CONTROL);
  private int headerBytes = 2; // of this frame, as far as is known
  private boolean inPayload;
  private int opcode;
  private boolean last;
  private long left; // of this frame's payload
  private int mask;
  private int masked; // bytes of this payload so far, modulo 4
  private boolean inMessage;
  private boolean textFirst;
  private long messages; // of data, that have ended
  private byte[] ping = {};
  private boolean pinged;
  private int closeCode;

  /**
   * Between position and limit are frames; afterwards there is no more than the data in them, from
   * the position on, to the new limit. After a close frame nothing counts.
   */
  void decode(ByteBuffer bytes) throws FrameException {
    ByteBuffer data = bytes.duplicate();
    while (bytes.hasRemaining() && closeCode == 0) {
      if (inPayload) {
        payload(bytes, data);
      } else {
        header.put(bytes.get());
        if (header.position() == headerBytes) {
          header();
        }
      }
      if (inPayload && left == 0) {
        frameEnds();
      }
    }
    bytes.limit(data.position());
    bytes.position(bytes.limit());
  }

  private void header() throws FrameException {
    int lengthBits = header.get(1) & LENGTH;
    int length =
        lengthBits == Frames.TWO_BYTES
            ? Short.BYTES
            : lengthBits == Frames.EIGHT_BYTES ? Long.BYTES : 0;
    if (headerBytes == 2) {
      first(header.get(0), header.get(1));
      headerBytes = 2 + length + MASK_BYTES;
      return;
    }
    left =
        switch (length) {
          case Short.BYTES -> Short.toUnsignedInt(header.getShort(2));
          case Long.BYTES -> header.getLong(2);
          default -> lengthBits;
        };
    check(length != Short.BYTES || left > Frames.MAX_CONTROL, "a length is not in its short form");
    check(length != Long.BYTES || left > Frames.MAX_TWO_BYTES, "a length is not in its short form");
    mask = header.getInt(2 + length);
    masked = 0;
    inPayload = true;
  }

  private void first(byte one, byte two) throws FrameException {
    opcode = one & OPCODE;
    last = (one & Frames.FINAL) != 0;
    check((one & RESERVED) == 0, "a frame has bits of no extension that was agreed on");
    check((two & MASKED) != 0, "a frame has no mask");
    if ((opcode & IS_CONTROL) != 0) {
      check(opcode <= Frames.PONG, "a frame is of no kind that there is");
      check(last && (two & LENGTH) <= Frames.MAX_CONTROL, "a control frame is too long");
      return;
    }
    if (opcode == Frames.TEXT && !(textFirst && messages == 0)) {
      throw new FrameException(NOT_BINARY, "a frame is text");
    }
    check(opcode <= Frames.BINARY, "a frame is of no kind that there is");
    check(inMessage == (opcode == Frames.CONTINUATION), "a message is in pieces out of order");
    inMessage = !last;
  }

  private void payload(ByteBuffer bytes, ByteBuffer data) {
    int count = (int) Math.min(left, bytes.remaining());
    boolean isData = (opcode & IS_CONTROL) == 0;
    ByteBuffer into = isData ? data : control;
    int done = 0;
    for (; masked == 0 && isData && count - done >= MASK_BYTES; done += MASK_BYTES) {
      data.putInt(bytes.getInt() ^ mask); // what is written lies behind what is read
    }
    for (; done < count; done++) {
      int shift = Byte.SIZE * (MASK_BYTES - 1 - masked);
      into.put((byte) (bytes.get() ^ (mask >>> shift)));
      masked = (masked + 1) % MASK_BYTES;
    }
    left -= count;
  }

  private void frameEnds() throws FrameException {
    inPayload = false;
    headerBytes = 2;
    header.clear();
    control.flip();
    if ((opcode & IS_CONTROL) == 0) {
      messages += last ? 1 : 0;
    } else if (opcode == Frames.PING) {
      ping = new byte[control.remaining()];
      control.get(ping);
      pinged = true;
    } else if (opcode == Frames.CLOSE) {
      check(control.remaining() != 1, "a close frame is too short");
      closeCode = control.hasRemaining() ? Short.toUnsignedInt(control.getShort()) : NO_CODE;
    }
    control.clear();
  }

  private static void check(boolean holds, String why) throws FrameException {
    if (!holds) {
      throw new FrameException(PROTOCOL_ERROR, why);
    }
  }

  /** The first message may be text, as pages send what they hold as a string. */
  void allowTextFirst() {
    textFirst = true;
  }

  /** How many messages of data have ended. */
  long messages() {
    return messages;
  }

  /** What the latest ping said that nobody asked for yet; of several one answer is enough. */
  Optional<byte[]> takePing() {
    if (!pinged) {
      return Optional.empty();
    }
    pinged = false;
    return Optional.of(ping);
  }

  /** The code of the close frame; 0: none came yet. */
  int closeCode() {
    return closeCode;
  }
}
