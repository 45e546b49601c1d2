package io.synnefo.wire.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageClueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'event_id': 'e:7:0:success', 'jobId': 7, 'instance': 'snf-1'} | event e:7:0:success, job 7, instance snf-1
          {'jobId': '7', 'network': 'snf-net-1', 'status': 'odd'}        | job 7, network snf-net-1
          {'event_id': ['e'], 'jobId': {}, 'tag': null}                  | it names no event
          {'group': 'a\\nb', 'type': 'secret', 'result': 'secret'}       | group a\\u000ab
          []                                                             | which event cannot be told
          {'jobId': 7                                                    | which event cannot be told
          """)
  void ofWhatIsNotFitToBeReadIsToldWhatCanBeMadeOut(String body, String clue) {
    assertEquals(clue, MessageClue.of(body.replace('\'', '"').getBytes(UTF_8)));
  }

  @Test
  void aClueIsShortWhateverTheMessageHolds() {
    String body = "{\"event_id\": \"" + "x".repeat(500_000) + "\"}";
    assertEquals("event " + "x".repeat(100) + "...", MessageClue.of(body.getBytes(UTF_8)));
    assertEquals(
        "which event cannot be told", MessageClue.of(new byte[MessageCodec.MAX_BYTES + 1]));
  }
}
