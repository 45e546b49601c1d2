package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VncChallengeTest {
  private static final byte[] CHALLENGE =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

  @Test
  void theAnswerIsThatOfTheGenuineDaemonAndItsViewers() {
    assertEquals(
        "2dbb9e7a1501bfa3c4005539adc58be6",
        HexFormat.of().formatHex(VncChallenge.answer("s3cret12", CHALLENGE)));
  }

  @Test
  void onlyTheFirstEightCharactersCount() {
    byte[] answer = VncChallenge.answer("s3cret12", CHALLENGE);
    assertTrue(VncChallenge.isAnswered("s3cret12and more", CHALLENGE, answer));
    assertFalse(VncChallenge.isAnswered("s3cret1", CHALLENGE, answer));
  }
}
