package io.synnefo.wire.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.MalformedMessageException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final ControlUser USER = new ControlUser("synnefo", "hunter2");
  private static final GatewayGrant GRANT =
      new GatewayGrant("s-1", HASH, Duration.ofSeconds(60), "42", "ada");
  private static final ConsoleRequest PLAIN =
      new ConsoleRequest(ConsoleType.VNC, "node1", 11000, "s3cret12", "", null);
  private static final ConsoleRequest OF_PROJECT =
      new ConsoleRequest(ConsoleType.VNC, "node1", 11001, "s3cret12", "p1", null);
  private static final ConsoleRequest GATEWAY =
      new ConsoleRequest(ConsoleType.GATEWAY, "node1", 11000, "n0body!!", "p1", GRANT);
  private static final String OF_2011 =
      "{\"source_port\":0,\"destination_address\":\"node1\",\"destination_port\":11000,"
          + "\"password\":\"s3cret12\"";
  private static final String LOGIN = "\"auth_user\":\"synnefo\",\"auth_password\":\"hunter2\"";

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(new ControlRequest.Open(PLAIN, 0, false, null), OF_2011 + "}"),
        Arguments.of(
            new ControlRequest.Open(OF_PROJECT, 0, false, null),
            OF_2011.replace("11000", "11001") + ",\"project\":\"p1\"}"),
        Arguments.of(
            new ControlRequest.Open(PLAIN, 0, true, USER),
            OF_2011 + ",\"type\":\"vnc\"," + LOGIN + "}"),
        Arguments.of(
            new ControlRequest.Open(GATEWAY, 0, true, USER),
            OF_2011.replace("s3cret12", "n0body!!")
                + ",\"project\":\"p1\",\"type\":\"gateway\",\"session\":\"s-1\",\"token_hash\":\""
                + HASH
                + "\",\"ttl\":60,\"server\":\"42\",\"user\":\"ada\","
                + LOGIN
                + "}"),
        Arguments.of(new ControlRequest.Revoke("s-1", null), "{\"revoke\":\"s-1\"}"),
        Arguments.of(new ControlRequest.Revoke("s-1", USER), "{\"revoke\":\"s-1\"," + LOGIN + "}"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestHasOneTextAndIsReadFromIt(ControlRequest request, String text) throws Exception {
    assertEquals(text, new String(ControlCodec.encode(request), UTF_8));
    assertEquals(request, ControlCodec.decodeRequest(text.getBytes(UTF_8)));
    assertFalse(request.toString().contains("s3cret12"), request.toString());
    assertFalse(request.toString().contains("hunter2"), request.toString());
    assertFalse(request.toString().contains(HASH), request.toString());
  }

  static Stream<Arguments> replies() {
    return Stream.of(
        Arguments.of(
            new ControlReply(true, 25071, null, null, null),
            "{\"source_port\":25071,\"status\":\"OK\"}"),
        Arguments.of(
            new ControlReply(true, 25071, "proxy", null, null),
            "{\"source_port\":25071,\"status\":\"OK\",\"proxy_address\":\"proxy\"}"),
        Arguments.of(
            new ControlReply(true, 6080, "proxy", URI.create("wss://proxy:6080/"), null),
            "{\"source_port\":6080,\"status\":\"OK\",\"proxy_address\":\"proxy\","
                + "\"gateway\":\"wss://proxy:6080/\"}"),
        Arguments.of(ControlReply.done(), "{\"status\":\"OK\"}"),
        Arguments.of(
            ControlReply.failed(null),
            "{\"source_port\":0,\"status\":\"FAILED\",\"proxy_address\":null}"),
        Arguments.of(
            ControlReply.failed("spice not supported"),
            "{\"source_port\":0,\"status\":\"FAILED\",\"proxy_address\":null,"
                + "\"reason\":\"spice not supported\"}"));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void aReplyHasOneTextAndIsReadFromIt(ControlReply reply, String text) throws Exception {
    assertEquals(text, new String(ControlCodec.encode(reply), UTF_8));
    assertEquals(reply, ControlCodec.decodeReply(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"FAILED\",\"source_port\":0}",
        "{\"status\": \"FAILED\", \"source_port\": 0, \"more\": [1]}",
        "{\"status\":\"FAILED\"}",
      })
  void whatAProxyOf2011OrOneToComeSaysIsUnderstood(String text) throws Exception {
    assertEquals(ControlReply.failed(null), ControlCodec.decodeReply(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | body: is no JSON object",
        "[] | body: is no JSON object",
        "{\"status\":\"OK\",\"source_port\":1e99999999999} | body: is no JSON object",
        "{\"status\" | body: is no JSON object",
        "{} | status: is missing",
        "{\"status\":1} | status: is not a text",
        "{\"status\":\"hush\"} | status: is neither OK nor FAILED",
        "{\"status\":\"OK\",\"source_port\":65536} | source_port: is not a number from 0 to 65535",
        "{\"status\":\"OK\",\"gateway\":\"http://hush/\"} | gateway: is not the URI of a WebSocket",
        "{\"status\":\"OK\",\"gateway\":\"wss:// hush\"} | gateway: is not the URI of a WebSocket",
      })
  void aReplyThatIsNoneIsToldByItsField(String text, String why) {
    MalformedMessageException e =
        assertThrows(
            MalformedMessageException.class, () -> ControlCodec.decodeReply(text.getBytes(UTF_8)));
    assertEquals(why, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'\"source_port\":0,' | '' | source_port: is missing",
        "'\"source_port\":0' | '\"source_port\":\"0\"' | ''",
        "11000 | 0 | destination_port: is not a number from 1 to 65535",
        "node1 | '' | destination_address: does not have 1 to 255 characters",
        "s3cret12 | '' | password: is empty",
        "'\"s3cret12\"' | 7 | password: is not a text",
        "'}' | ',\"type\":\"spice\"}' | type: is not known",
        "'}' | ',\"auth_user\":\"u\"}' | auth_password: is missing",
        "'}' | ',\"type\":\"gateway\",\"token_hash\":\"7\"}'"
            + " | token_hash: is not 64 hexadecimal digits",
        "'}' | ',\"unknown\":1}' | ''",
      })
  void aRequestThatIsNoneIsToldByItsField(String what, String instead, String why)
      throws Exception {
    byte[] body = (OF_2011 + "}").replace(what, instead).getBytes(UTF_8);
    if (why.isEmpty()) {
      assertEquals(
          new ControlRequest.Open(PLAIN, 0, false, null), ControlCodec.decodeRequest(body));
      return;
    }
    MalformedMessageException e =
        assertThrows(MalformedMessageException.class, () -> ControlCodec.decodeRequest(body));
    assertEquals(why, e.getMessage());
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        Arguments.of(
            new ConsoleRequest(ConsoleType.VNC, "n", 1, "", "", null),
            "a password has 1 to 8 characters"),
        Arguments.of(
            new ConsoleRequest(ConsoleType.VNC_WS, "n", 1, "123456789", "", null),
            "a password has 1 to 8 characters"),
        Arguments.of(
            new ConsoleRequest(ConsoleType.GATEWAY, "n", 1, "pw", "", null),
            "a grant is the gateway's"),
        Arguments.of(
            new ConsoleRequest(ConsoleType.VNC, "n", 1, "pw", "", GRANT),
            "a grant is the gateway's"),
        Arguments.of(
            new ConsoleRequest(ConsoleType.GATEWAY, "n", 1, "", "", GRANT),
            "a password has 1 to 8 characters"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aRequestThatNoProxyCouldTakeIsNotWritten(ConsoleRequest console, String why) {
    ControlRequest request = new ControlRequest.Open(console, 0, true, null);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ControlCodec.encode(request));
    assertEquals(why, e.getMessage());
  }

  @Test
  void theFormOf2011HasPlainVncOnly() {
    ConsoleRequest console = new ConsoleRequest(ConsoleType.VNC_WS, "n", 1, "pw", "", null);
    assertThrows(
        IllegalArgumentException.class,
        () -> ControlCodec.encode(new ControlRequest.Open(console, 0, false, null)));
  }

  @Test
  void theLongestUsualRequestIsShortEnoughForTheGenuineDaemon() {
    String uuid = "01234567-89ab-cdef-0123-456789abcdef";
    GatewayGrant grant = new GatewayGrant(uuid, HASH, Duration.ofSeconds(60), uuid, uuid);
    ConsoleRequest console =
        new ConsoleRequest(ConsoleType.GATEWAY, "n".repeat(255), 65535, "12345678", uuid, grant);
    ControlUser user = new ControlUser("u".repeat(31), "p".repeat(64));
    int length = ControlCodec.encode(new ControlRequest.Open(console, 0, true, user)).length;
    assertTrue(length <= ControlCodec.MAX_REQUEST, () -> "it has " + length);
  }
}
