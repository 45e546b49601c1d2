package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
  private static final Framing.State MORE = Framing.State.MORE;

  /** The state after the last byte, and that no earlier one ended it. */
  private static Framing.State after(Framing framing, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length - 1; i++) {
      assertEquals(MORE, framing.next(bytes[i]), "byte " + i + " of " + text);
    }
    return framing.next(bytes[bytes.length - 1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \r\n\t{ }",
        "{\"source_port\":0,\"password\":\"x\"}",
        "{\"a\" : -1.5E+3 , \"b\" : null}",
        "{\"a\":\"} \\\" \\\\\"}",
        "{\"a\":{\"b\":[\"]\",{}]},\"c\":[]}",
        "{\"a\":12 }",
        "{\"a\":nonsense}",
        "{\"\u03ba\u03bb\":\"\u03b5\"}"
      })
  void anObjectIsCompleteWithItsLastBraceAndNoEarlier(String text) {
    assertEquals(Framing.State.COMPLETE, after(new RequestFraming(), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "h",
        "\"",
        "7",
        "\u0000",
        "{b",
        "{,",
        "{\"a\",",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":,",
        "{\"a\":1:",
        "{\"a\":1,}",
        "{\"a\":1,2",
        "{\"a\":\"x\"\"",
        "{\"a\":[]{",
        "\u0016"
      })
  void itIsMalformedAsSoonAsNoObjectCanComeOfIt(String text) {
    assertEquals(Framing.State.MALFORMED, after(new RequestFraming(), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "{",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":\"}",
        "{\"a\":{}",
        "{\"a\":1,"
      })
  void itIsWaitedForWhileItMayStillBecomeOne(String text) {
    assertEquals(MORE, after(new RequestFraming(), text));
  }

  @Test
  void aValueIsNestedOnlySoDeep() {
    String deep = "{\"a\":" + "[".repeat(32);
    assertEquals(MORE, after(new RequestFraming(), deep));
    assertEquals(Framing.State.MALFORMED, after(new RequestFraming(), deep + "["));
  }

  @Test
  void aLineEndsWithItsEndAndAHeadWithTheEmptyLine() {
    assertEquals(Framing.State.COMPLETE, after(new LineFraming(LineFraming.LINE), "table\n"));
    String head = "GET / HTTP/1.1\r\nHost: h\r\r\n\n\r\r\n\r\n";
    assertEquals(Framing.State.COMPLETE, after(new LineFraming(LineFraming.HEAD), head));
  }
}
