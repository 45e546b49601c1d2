package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayVisitTest {
  private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEF0123456789_";
  private static final List<String> ORIGINS = List.of("https://cloud.example.org");

  private static GatewayVisit visit(String target, String more, GatewayRules rules) {
    String head =
        """
        GET %s HTTP/1.1
        Host: vnc.example.org:6080
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        %s

        """
            .formatted(target.replace("TOKEN", TOKEN), more.replace("TOKEN", TOKEN));
    return GatewayVisit.of(head.replace("\n", "\r\n"), rules);
  }

  private static GatewayVisit visit(String target, String more, List<String> origins) {
    return visit(target, more, rules("wss://vnc.example.org/", true, "", origins));
  }

  private static GatewayRules rules(String url, boolean tls, String host, List<String> origins) {
    InetSocketAddress any = new InetSocketAddress(0);
    return new GatewayRules(any, tls, URI.create(url), host, origins);
  }

  @ParameterizedTest
  @CsvSource({
    "/,                       'token.TOKEN, binary',  true",
    "/,                       'binary, token.TOKEN',  true",
    "/,                       token.TOKEN,            false",
    "/?token=TOKEN,           binary,                 true",
    "/?token=TOKEN,           '',                     false",
    "/websockify?a=b&token=TOKEN&c, '',               false",
    "/?token=TOKEN,           'token.TOKEN, binary',  true",
  })
  void theTokenIsFoundInEachOfItsForms(String target, String protocols, boolean binary) {
    GatewayVisit visit = visit(target, "Sec-WebSocket-Protocol: " + protocols, ORIGINS);
    assertEquals(TOKEN, visit.token());
    assertNull(visit.refused());
    String answer = visit.answer().text();
    assertEquals(binary, answer.contains("\r\nSec-WebSocket-Protocol: binary\r\n"), answer);
    assertFalse(answer.contains(TOKEN) || visit.toString().contains(TOKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "'token.TOKEN, server.42, binary',             42",
    "'server.a-b, token.TOKEN',                    a-b",
    "'token.TOKEN,server.42 ,binary, server.42',   42",
    "'token.TOKEN, binary',                        ",
    "'server.42, binary',                          42",
  })
  void theServerOfThePageIsAmongTheSubprotocols(String protocols, @Nullable String server) {
    GatewayVisit visit = visit("/?server=43", "Sec-WebSocket-Protocol: " + protocols, ORIGINS);
    assertEquals(server, visit.server());
    assertNull(visit.refused());
  }

  @Test
  void withoutATokenItIsToBeTheFirstMessage() {
    GatewayVisit visit = visit("/any/path", "Sec-WebSocket-Protocol: binary", ORIGINS);
    assertTrue(visit.answer().accepted());
    assertNull(visit.token());
    assertNull(visit.refused());
  }

  @ParameterizedTest
  @CsvSource({
    "/,                      'token.x, binary'",
    "/,                      'token., binary'",
    "/,                      'token.TOKENx, binary'",
    "/,                      'token.TOKEN, base64'",
    "/,                      base64",
    "/,                      'token.TOKEN, server.42, base64'",
    "/,                      'token.TOKEN, server., binary'",
    "/,                      'token.TOKEN, server.42, server.43, binary'",
    "/?token=x,              binary",
    "/?token=,               binary",
    "/?token=TOKEN&token=x,  binary",
    "/?token=TOKEN,          'token.0TOKEN, binary'",
  })
  void whatIsNoTokenIsMalformedAndToldInTheWebSocket(String target, String protocols) {
    GatewayVisit visit = visit(target, "Sec-WebSocket-Protocol: " + protocols, ORIGINS);
    assertTrue(visit.answer().accepted());
    assertEquals(CloseCode.MALFORMED, visit.refused());
  }

  @ParameterizedTest
  @CsvSource({
    "https://cloud.example.org,       true",
    "HTTPS://Cloud.Example.org,       true",
    "https://vnc.example.org,         true", // the gateway's own host, at any port
    "https://vnc.example.org:8443,    true",
    "http://cloud.example.org,        false",
    "http://vnc.example.org,          false", // plain, and the gateway is not
    "http://vnc.example.org:6080,     false",
    "https://cloud.example.org:8443,  false",
    "https://evil.example,            false",
    "https://vnc.example.org@evil.example, false",
    "https://vnc.example.org.evil.example, false",
    "null,                            false",
    "not a url,                       false",
  })
  void pagesOfListedOriginsAndOfTheOwnHostMay(String origin, boolean may) {
    GatewayVisit visit = visit("/?token=TOKEN", "Origin: " + origin, ORIGINS);
    assertTrue(visit.answer().accepted());
    assertEquals(may ? null : CloseCode.FOREIGN, visit.refused());
    assertNull(visit("/?token=TOKEN", "Origin: " + origin, List.of("*")).refused());
  }

  /** The browser came by vnc.example.org; what is set says what the gateway's own host is. */
  @ParameterizedTest
  @CsvSource({
    "ws://h/,              false, '',             http://vnc.example.org:8080,    true",
    "ws://h/,              false, '',             https://vnc.example.org,        true",
    "ws://h/,              false, '',             ftp://vnc.example.org,          false",
    "wss://h/,             true,  '',             http://vnc.example.org,         false",
    "wss://lb.example.org, false, lb.example.org, http://lb.example.org,          false",
    "wss://lb.example.org, false, lb.example.org, https://lb.example.org:8443,    true",
    "wss://lb.example.org, false, lb.example.org, https://vnc.example.org,        false",
    "ws://lb.example.org,  false, lb.example.org, http://LB.example.org,          true",
    "ws://lb.example.org,  true,  lb.example.org, http://lb.example.org,          false",
    "ws://127.0.0.1:6080/, false, 127.0.0.1,      http://127.0.0.1:8080,          true",
    "ws://127.0.0.1:6080/, false, 127.0.0.1,      http://vnc.example.org,         false",
    "'wss://[::1]:6080/',  true,  '[::1]',        'https://[::1]:8443',           true",
    "wss://lb.example.org, false, lb.example.org, https://cloud.example.org,      true",
  })
  void theOwnHostIsThatOfTheUrlThatIsSetAndAPlainPageOfItMayWhereTheGatewayIsPlainToo(
      String url, boolean tls, String host, String origin, boolean may) {
    GatewayRules rules = rules(url, tls, host, ORIGINS);
    GatewayVisit visit = visit("/?token=TOKEN", "Origin: " + origin, rules);
    assertEquals(may ? null : CloseCode.FOREIGN, visit.refused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upgrade: h2c", "X: y"})
  void whatIsNoUpgradeIsToldByHttp(String instead) {
    String head = "GET /?token=" + TOKEN + " HTTP/1.1\r\nHost: h\r\n" + instead + "\r\n\r\n";
    UpgradeRequest.Answer answer =
        GatewayVisit.of(head, rules("ws://h/", false, "", ORIGINS)).answer();
    assertFalse(answer.accepted());
    assertTrue(answer.text().startsWith("HTTP/1.1 400 Bad Request\r\n"), answer.text());
    assertTrue(answer.text().endsWith("\r\n\r\nThis port is for WebSockets of consoles.\n"));
  }
}
