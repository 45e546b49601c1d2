package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeRequestTest {
  /** With the key of RFC 6455's own example. */
  private static final String HEAD =
      """
      GET /any?token=x HTTP/1.1
      Host: proxy:25001
      Upgrade: websocket
      Connection: keep-alive, Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13
      Origin: https://cloud.example.org

      """
          .replace("\n", "\r\n");

  private static final String ACCEPTED =
      """
      HTTP/1.1 101 Switching Protocols
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

      """
          .replace("\n", "\r\n");

  private static UpgradeRequest.Answer answer(String head) {
    return UpgradeRequest.answer(head, List.of("*"));
  }

  @Test
  void itIsAcceptedWithTheProofOfTheRfc() {
    assertEquals(new UpgradeRequest.Answer(true, ACCEPTED), answer(HEAD));
  }

  @Test
  void theSubprotocolBinaryIsTakenWhereItIsOffered() {
    String offer = HEAD.replace("Origin", "sec-websocket-protocol: base64, binary\r\nOrigin");
    assertEquals(
        ACCEPTED.replace("Oo=\r\n", "Oo=\r\nSec-WebSocket-Protocol: binary\r\n"),
        answer(offer).text());
    assertFalse(answer(offer.replace(", binary", "")).accepted());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,                             POST",
    "HTTP/1.1,                        HTTP/1.0",
    "/any?token=x,                    /a b",
    "Upgrade: websocket,              Upgrade: h2c",
    "'keep-alive, Upgrade',           keep-alive",
    "Host: proxy:25001,               X: y",
    "dGhlIHNhbXBsZSBub25jZQ==,        dGhl",
    "dGhlIHNhbXBsZSBub25jZQ==,        !",
    "Sec-WebSocket-Key,               X-Key",
    "Upgrade: websocket,              no header",
    "Upgrade: websocket,              : none",
  })
  void whatIsNoUpgradeIsABadRequest(String was, String is) {
    String head = HEAD.replace(was, is);
    assertFalse(head.equals(HEAD));
    assertEquals(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        answer(head).text());
  }

  @Test
  void anotherVersionIsToldWhichOneThereIs() {
    String text = answer(HEAD.replace("Version: 13", "Version: 8")).text();
    assertTrue(text.startsWith("HTTP/1.1 426 "), text);
    assertTrue(text.contains("\r\nSec-WebSocket-Version: 13\r\n"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "https://cloud.example.org,            true",
    "HTTPS://Cloud.example.org,            true",
    "http://cloud.example.org,             false",
    "https://cloud.example.org:8443,       false",
    "https://cloud.example.org.evil.net,   false",
    "null,                                 false",
  })
  void apageOfAnotherOriginIsForbidden(String origin, boolean accepted) {
    UpgradeRequest.Answer answer =
        UpgradeRequest.answer(
            HEAD.replace("https://cloud.example.org", origin),
            List.of("https://cloud.example.org"));
    assertEquals(accepted, answer.accepted());
    assertTrue(answer.text().startsWith(accepted ? "HTTP/1.1 101 " : "HTTP/1.1 403 "));
  }

  @Test
  void whatIsNoBrowserHasNoOriginAndMay() {
    String head = HEAD.replace("Origin: https://cloud.example.org\r\n", "");
    assertTrue(UpgradeRequest.answer(head, List.of("https://cloud.example.org")).accepted());
  }
}
