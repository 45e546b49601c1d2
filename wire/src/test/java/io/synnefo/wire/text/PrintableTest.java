package io.synnefo.wire.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", ""),
        Arguments.of("web-1, größer als αβγ 😀", "web-1, größer als αβγ 😀"),
        Arguments.of("one\ntwo\r\n", "one\\u000atwo\\u000d\\u000a"),
        Arguments.of("\t\u0000\u001b[31m\u007f\u0085", "\\u0009\\u0000\\u001b[31m\\u007f\\u0085"),
        Arguments.of("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        Arguments.of("abc\u202etxt\u200b\ufeff", "abc\\u202etxt\\u200b\\ufeff"),
        Arguments.of("\ud800x\ue000", "\\ud800x\\ue000"),
        Arguments.of("\udb40\udc01", "\\U000e0001"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatWouldNotBeSeenInALineIsWrittenAsItsCode(String text, String line) {
    assertEquals(line, Printable.of(text));
  }

  @Test
  void whatIsTooLongIsCut() {
    assertEquals("12345", Printable.of("12345", 5));
    assertEquals("1234\\u000a...", Printable.of("1234\n6", 5));
  }
}
