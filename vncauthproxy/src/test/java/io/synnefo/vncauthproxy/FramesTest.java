package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames in hex; each mask is 37fa213d, that of RFC 6455's examples. */
class FramesTest {
  private static final String HELLO = "37fa213d7f9f4d5158"; // mask, and "Hello" under it

  private static byte[] decode(FrameDecoder decoder, byte[] frames, int piece) throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int at = 0; at < frames.length; at += piece) {
      ByteBuffer part = ByteBuffer.wrap(frames.clone(), at, Math.min(piece, frames.length - at));
      int start = part.position();
      decoder.decode(part);
      byte[] found = new byte[part.position() - start];
      part.get(start, found);
      data.write(found);
    }
    return data.toByteArray();
  }

  private static String text(String hex, int piece) throws Exception {
    byte[] data = decode(new FrameDecoder(), HexFormat.of().parseHex(hex), piece);
    return new String(data, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "8285" + HELLO + ", Hello",
    "8285" + HELLO + "8285" + HELLO + ", HelloHello",
    "0285" + HELLO + "8085" + HELLO + ", HelloHello",
    "0285" + HELLO + "898037fa213d" + "8085" + HELLO + ", HelloHello",
    "828037fa213d, ''",
    "8a85" + HELLO + ", ''",
    "8985" + HELLO + "8285" + HELLO + ", Hello",
    "888237fa213d3412" + "8285" + HELLO + ", ''",
  })
  void dataIsTakenOutOfItsFramesHoweverTheyArrive(String hex, String data) throws Exception {
    for (int piece : new int[] {1, 2, 3, 5, 7, 100}) {
      assertEquals(data, text(hex, piece), "in pieces of " + piece);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8205,                       1002, no mask",
    "c285,                       1002, an extension",
    "a285,                       1002, an extension",
    "8385,                       1002, an unknown kind of data",
    "8b80,                       1002, an unknown kind of control",
    "8185,                       1003, text",
    "8085,                       1002, a piece of nothing",
    "0280000000000280,           1002, a message in a message",
    "0985,                       1002, a control frame in pieces",
    "89fe,                       1002, a long control frame",
    "88810000000001,             1002, half a code",
    "82fe007d37fa213d,           1002, a long form of a short length",
    "82ff000000000000ffff37fa213d, 1002, a longer form of a long length",
    "82ffffffffffffffffff37fa213d, 1002, a length below zero",
  })
  void aFrameThatBreaksTheRulesEndsTheConnection(String hex, int code, String what) {
    FrameDecoder decoder = new FrameDecoder();
    FrameException broken =
        assertThrows(
            FrameException.class, () -> decode(decoder, HexFormat.of().parseHex(hex), 100), what);
    assertEquals(code, broken.code, what);
  }

  @Test
  void ofSeveralPingsTheLatestIsToBeAnsweredOnce() throws Exception {
    FrameDecoder decoder = new FrameDecoder();
    decode(decoder, HexFormat.of().parseHex("898037fa213d" + "8985" + HELLO), 100);
    assertArrayEquals(
        "Hello".getBytes(StandardCharsets.US_ASCII), decoder.takePing().orElseThrow());
    assertTrue(decoder.takePing().isEmpty());
  }

  @Test
  void theFirstMessageAloneMayBeTextWhereThatIsMeant() throws Exception {
    FrameDecoder decoder = new FrameDecoder();
    decoder.allowTextFirst();
    byte[] pieces = HexFormat.of().parseHex("0185" + HELLO + "898037fa213d" + "8085" + HELLO);
    byte[] text = HexFormat.of().parseHex("8185" + HELLO);
    assertEquals("HelloHello", new String(decode(decoder, pieces, 3), StandardCharsets.US_ASCII));
    assertEquals(1, decoder.messages());
    assertEquals(1003, assertThrows(FrameException.class, () -> decode(decoder, text, 3)).code);
  }

  @Test
  void aCloseFrameTellsItsCode() throws Exception {
    FrameDecoder with = new FrameDecoder();
    decode(with, HexFormat.of().parseHex("8882000000000" + "3e8"), 100);
    assertEquals(1000, with.closeCode());
    FrameDecoder without = new FrameDecoder();
    decode(without, HexFormat.of().parseHex("888000000000"), 100);
    assertEquals(FrameDecoder.NO_CODE, without.closeCode());
  }

  @ParameterizedTest
  @CsvSource({
    "0,      8200",
    "125,    827d",
    "126,    827e007e",
    "65535,  827effff",
    "65536,  827f0000000000010000",
  })
  void aHeaderHasItsLengthInTheShortestForm(int length, String hex) {
    ByteBuffer header = Frames.header(Frames.BINARY, length);
    byte[] bytes = new byte[header.remaining()];
    header.get(bytes);
    assertEquals(hex, HexFormat.of().formatHex(bytes));
  }

  @Test
  void aReasonIsCutToWhatACloseFrameHolds() {
    ByteBuffer frame = Frames.close(1001, "x".repeat(500));
    assertEquals(2 + 125, frame.remaining());
    assertEquals(0x887d, Short.toUnsignedInt(frame.getShort()));
    assertEquals(1001, frame.getShort());
  }

  @Test
  void largeMessagesInAnyPiecesComeOutAsTheyWent() throws Exception {
    Random random = new Random(7);
    byte[] payload = new byte[70_000];
    random.nextBytes(payload);
    byte[] mask = HexFormat.of().parseHex("37fa213d");
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) 0x82).put((byte) 0xff).putLong(payload.length).put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    byte[] frames = frame.array();
    for (int round = 0; round < 20; round++) {
      int piece = 1 + random.nextInt(3000);
      assertArrayEquals(payload, decode(new FrameDecoder(), frames, piece), "pieces of " + piece);
    }
  }
}
