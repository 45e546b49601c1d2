package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of RFB's handshake as tables: what is heard, what is said, and what comes of it. */
class HandshakeTest {
  private static final String V3_3 = hex("RFB 003.003\n");
  private static final String V3_7 = hex("RFB 003.007\n");
  private static final String V3_8 = hex("RFB 003.008\n");
  private static final String CHALLENGE = "000102030405060708090a0b0c0d0e0f";
  private static final String RIGHT = "2dbb9e7a1501bfa3c4005539adc58be6";
  private static final String WRONG = "2dbb9e7a1501bfa3c4005539adc58be7";

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Names of what is said in place of its bytes. */
  private static String spelt(String words) {
    return words
        .replace("v33", V3_3)
        .replace("v37", V3_7)
        .replace("v38", V3_8)
        .replace("challenge", CHALLENGE)
        .replace("right", RIGHT)
        .replace("wrong", WRONG)
        .replace("not-vnc", "00000022" + hex("This console needs VNC authentication"))
        .replace("not-none", "00000024" + hex("This console needs no authentication"))
        .replace("bad-password", "0000000e" + hex("Wrong password"));
  }

  /** Everything said, with a blank between, and then the end. */
  private static String talk(Handshake handshake, String heard) {
    Step step = handshake.open();
    StringBuilder all = new StringBuilder(HexFormat.of().formatHex(said(step)));
    byte[] left = bytes(heard.replace(" ", ""));
    int at = 0;
    while (step.next() == Step.Next.HEAR && at + handshake.wanted() <= left.length) {
      byte[] one = new byte[handshake.wanted()];
      System.arraycopy(left, at, one, 0, one.length);
      at += one.length;
      step = handshake.take(one);
      all.append(' ').append(HexFormat.of().formatHex(said(step)));
    }
    assertEquals(left.length, at, "bytes left");
    return all.append(' ').append(step.next()).append(' ').append(step.why()).toString().strip();
  }

  private static byte[] said(Step step) {
    byte[] said = new byte[step.say().remaining()];
    step.say().duplicate().get(said);
    return said;
  }

  @ParameterizedTest
  @CsvSource({
    "'',               v38,                                                   HEAR",
    "v38,              v38 0102,                                              HEAR",
    "v38 02,           v38 0102 challenge,                                    HEAR",
    "v38 02 right,     v38 0102 challenge 00000000,                           PASSED",
    "v37 02 right,     v38 0102 challenge 00000000,                           PASSED",
    "v33 right,        v38 00000002challenge 00000000,                        PASSED",
    "v38 02 wrong,     v38 0102 challenge 00000001bad-password,     FAILED Wrong password",
    "v37 02 wrong,     v38 0102 challenge 00000001,                 FAILED Wrong password",
    "v33 wrong,        v38 00000002challenge 00000001,              FAILED Wrong password",
    "v37 01,           v38 0102 00000001, FAILED This console needs VNC authentication",
  })
  void aViewerHearsWhatItsVersionOfRfbKnows(String heard, String said, String end) {
    Handshake handshake = new ViewerHandshake("s3cret12", bytes(CHALLENGE));
    assertEquals(spelt(said) + " " + end, talk(handshake, spelt(heard)));
  }

  @ParameterizedTest
  @CsvSource({
    "v38,        v38 0101,                            HEAR",
    "v38 01,     v38 0101 00000000,                   PASSED",
    "v37 01,     v38 0101 '',                         PASSED",
    "v33,        v38 00000001,                        PASSED",
    "v38 02,     v38 0101 00000001not-none, FAILED This console needs no authentication",
    "v37 02,     v38 0101 00000001,         FAILED This console needs no authentication",
    "524642203030342e3030310a, v38 '',      FAILED the viewer speaks no version of RFB that is known",
  })
  void aViewerWithATokenIsAskedForNothingMore(String heard, String said, String end) {
    assertEquals(
        spelt(said).replace("''", "") + " " + end, talk(new NoneHandshake(), spelt(heard)));
  }

  @ParameterizedTest
  @CsvSource({"00", "01", "10", "ff"})
  void aViewerThatChoosesAnotherTypeIsToldWhichOneIsNeeded(String type) {
    String reason = "This console needs VNC authentication";
    Handshake handshake = new ViewerHandshake("s3cret12", bytes(CHALLENGE));
    String refused = "00000001" + "%08x".formatted(reason.length()) + hex(reason);
    assertEquals(
        V3_8 + " 0102 " + refused + " FAILED " + reason, talk(handshake, V3_8 + " " + type));
  }

  @ParameterizedTest
  @CsvSource({"RFB 003.889", "RFB 004.001", "GET / HTTP/", "rfb 003.008"})
  void aViewerOfNoKnownVersionHearsNothingMore(String version) {
    Handshake handshake = new ViewerHandshake("s3cret12", bytes(CHALLENGE));
    assertEquals(
        V3_8 + "  FAILED the viewer speaks no version of RFB that is known",
        talk(handshake, hex(version + "\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                          '',           HEAR",
    "v38,                         ' v38',       HEAR",
    "v38 01 01,                   ' v38  01',   HEAR",
    "v38 01 01 00000000,          ' v38  01 ',  PASSED",
    "v38 02 02 01 00000000,       ' v38  01 ',  PASSED",
    "v37 02 10 01,                ' v37  01',   PASSED",
    "v33 00000001,                ' v33 ',      PASSED",
    "v38 01 02,                   ' v38  ',     FAILED Server demands authentication",
    "v37 02 02 10,                ' v37  ',     FAILED Server demands authentication",
    "v33 00000002,                ' v33 ',      FAILED Server demands authentication",
    "v38 00 00000003 6e6f21,      ' v38   ',    FAILED Server refuses: no!",
    "v33 00000000 00000002 0a62,  ' v33   ',    FAILED Server refuses: \\u000ab",
    "v38 00 00000000,             ' v38  ',     FAILED Server refuses",
    "v38 00 00000401,             ' v38  ',     FAILED Server refuses",
    "v38 00 ffffffff,             ' v38  ',     FAILED Server refuses",
    "v38 0101 00000001 00000002 6e6f, ' v38  01   ', FAILED Server refuses: no",
  })
  void aServerIsEnteredWithoutAPasswordOrNotAtAll(String heard, String said, String end) {
    assertEquals((spelt(said) + " " + end).strip(), talk(new BackendHandshake(), spelt(heard)));
  }

  @ParameterizedTest
  @CsvSource({"RFB 003.889", "RFB 003.005", "HTTP/1.1 40"})
  void aServerOfNoKnownVersionIsLeft(String version) {
    assertEquals(
        "  FAILED Server speaks no version of RFB that is known".strip(),
        talk(new BackendHandshake(), hex(version + "\n")));
  }

  @Test
  void aChallengeIsKeptThoughItsArrayChanges() {
    byte[] challenge = bytes(CHALLENGE);
    ViewerHandshake handshake = new ViewerHandshake("s3cret12", challenge);
    challenge[0] = 77;
    handshake.take(bytes(V3_8));
    assertArrayEquals(bytes(CHALLENGE), said(handshake.take(new byte[] {2})));
  }
}
