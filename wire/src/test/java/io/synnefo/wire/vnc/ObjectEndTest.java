package io.synnefo.wire.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectEndTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{} | 2",
        "' {} {}' | 3",
        "{\"a\":{\"b\":[{}]}}x | 16",
        "{\"a\":\"}\"} | 9",
        "{\"a\":\"\\\"}\"} | 11",
        "{\"a\":\"\\\\\"} | 10",
        "[] | 2",
        "} | 1",
        "{\"a\":1 | 0",
        "{\"a\":\"} | 0",
        "word | 0",
      })
  void theEndIsTheBraceThatClosesTheFirst(String text, int after) {
    ObjectEnd end = new ObjectEnd();
    int found = 0;
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length && found == 0; i++) {
      found = end.isReachedBy(bytes[i]) ? i + 1 : 0;
    }
    assertEquals(after, found);
  }
}
