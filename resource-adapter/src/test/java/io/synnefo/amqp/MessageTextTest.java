package io.synnefo.amqp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
  private static final String DIGEST_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void theKeyIsThePublishersIdOnOneLine() {
    assertEquals("event.1", MessageText.key("event.1", new byte[0]));
    assertEquals("a\\u0000b\\u000ac", MessageText.key("a\0b\nc", new byte[0]));
    assertEquals("x".repeat(200), MessageText.key("x".repeat(200), new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "TOO LONG", "TOO LONG WHEN PRINTED"})
  void anIdThatIsNoneOrTooLongIsReplacedByTheBodysDigest(String which) {
    String id =
        switch (which) {
          case "TOO LONG" -> "x".repeat(201);
          case "TOO LONG WHEN PRINTED" -> "\0".repeat(34);
          default -> which;
        };
    assertEquals(DIGEST_OF_NOTHING, MessageText.key(id, new byte[0]));
    assertEquals(DIGEST_OF_NOTHING, MessageText.key(null, new byte[0]));
  }
}
