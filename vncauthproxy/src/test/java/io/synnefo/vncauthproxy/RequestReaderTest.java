package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.wire.vnc.ConsoleType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestReaderTest {
  private static final String OF_2011 =
      "{'source_port':0,'destination_address':'node1','destination_port':5900,'password':'s3cret12'}";
  private static final String FINAL =
      OF_2011.replace("}", ",'auth_user':'snf','auth_password':'hunter2','type':'vnc'}");

  private static Asked read(String text, Dialect dialect) throws BadRequestException {
    return RequestReader.read(text.replace('\'', '"').getBytes(UTF_8), dialect);
  }

  private static String refused(String text, Dialect dialect) {
    return String.valueOf(
        assertThrows(BadRequestException.class, () -> read(text, dialect), text).getMessage());
  }

  @Test
  void theFormOf2011NeedsNoUserAndNoType() throws Exception {
    assertEquals(
        new ControlRequest(0, "node1", 5900, "s3cret12", ConsoleType.VNC, "", "", false, "", null),
        read(OF_2011, Dialect.SOCKET));
  }

  @Test
  void theFinalFormHasBoth() throws Exception {
    assertEquals(
        new ControlRequest(
            0, "node1", 5900, "s3cret12", ConsoleType.VNC, "snf", "hunter2", true, "", null),
        read(FINAL, Dialect.NETWORK));
  }

  @Test
  void onTheUnixSocketATypeMayBeToldToo() throws Exception {
    ControlRequest request =
        (ControlRequest) read(OF_2011.replace("}", ",'type':'vnc-ws'}"), Dialect.SOCKET);
    assertEquals(ConsoleType.VNC_WS, request.type());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'source_port':0,             'source_port':'0',              0,     5900",
        "'source_port':0,             'source_port':'25010',          25010, 5900",
        "'source_port':0,             'source_port':65535,            65535, 5900",
        "'destination_port':5900,     'destination_port':'11000',     0,     11000",
        "'source_port':0,             `'source_port':0,'more':[{}]`,  0,     5900",
      })
  void portsMayBeTextAndFurtherKeysDoNotMatter(String was, String is, int source, int port)
      throws Exception {
    ControlRequest request = (ControlRequest) read(FINAL.replace(was, is), Dialect.NETWORK);
    assertEquals(source, request.sourcePort());
    assertEquals(port, request.port());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'source_port':0,              'source_port':'no'",
        "'source_port':0,              'source_port':''",
        "'source_port':0,              'source_port':-1",
        "'source_port':0,              'source_port':65536",
        "'source_port':0,              'source_port':1.5",
        "'source_port':0,              'source_port':null",
        "'source_port':0,              'source_port':99999999999999999999",
        "'destination_port':5900,      'destination_port':0",
        "'destination_address':'node1','destination_address':7",
        "'destination_address':'node1','destination_address':' '",
        "'password':'s3cret12',        'password':''",
        "'password':'s3cret12',        'password':12345678",
        "'password':'s3cret12',        'password':null",
        "'password':'s3cret12',        'password':'\\u0000secret'",
        "'password':'s3cret12',        'password':'\\u03ba'",
        "'auth_user':'snf',            'auth_user':1",
        "'auth_password':'hunter2',    'auth_password':null",
        "'type':'vnc',                 'type':3",
      })
  void whatCannotBeUsedIsRefusedWithoutSayingItAgain(String was, String is) {
    String text = FINAL.replace(was, is);
    assertFalse(text.equals(FINAL), was);
    assertEquals("Malformed request", refused(text, Dialect.NETWORK));
  }

  @ParameterizedTest
  @CsvSource({
    "source_port",
    "destination_address",
    "destination_port",
    "password",
    "auth_user",
    "auth_password",
    "type"
  })
  void eachKeyOfTheFinalFormMustBeThere(String key) {
    assertEquals("Malformed request", refused(FINAL.replace(key, "other"), Dialect.NETWORK));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aTypeThatThereIsNotIsRefusedInTheGenuineDaemonsWords(Dialect dialect) {
    String text = FINAL.replace("'type':'vnc'", "'type':'spice'");
    assertEquals("spice not supported", refused(text, dialect));
    assertEquals(64 + 14, refused(text.replace("spice", "x".repeat(999)), dialect).length());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'a':nonsense}",
        "{'a':01}",
        "{}",
        "[1]",
        "x",
        "{'a':1}{",
        "{'a':",
        "{'a':1e99999999999}",
        "{'a':[-1E-99999999999]}"
      })
  void whatIsNoJsonObjectIsMalformed(String text) {
    assertEquals("Malformed request", refused(text, Dialect.SOCKET));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "9, 9", "1e, 9", "1e-, 9"})
  void aNumberWithoutEndIsMalformed(String begin, char digit) {
    for (int length : new int[] {11, 200, 2_000, 20_000}) {
      String number = begin + String.valueOf(digit).repeat(length);
      String text = FINAL.replace("'source_port':0", "'source_port':" + number);
      assertEquals("Malformed request", refused(text, Dialect.NETWORK));
    }
  }

  @Test
  void aRequestInALogShowsNoPassword() throws Exception {
    assertEquals("vnc console of node1:5900", read(FINAL, Dialect.NETWORK).toString());
    Asked hostile = read(FINAL.replace("node1", "a\\nb"), Dialect.NETWORK);
    assertEquals("vnc console of a\\u000ab:5900", hostile.toString());
  }

  @Test
  void eachFormGetsTheReplyThatItsClientsKnow() {
    assertEquals(
        "{\"source_port\":25001,\"status\":\"OK\"}", text(ControlReply.ok(false, 25001, "h")));
    assertEquals(
        "{\"source_port\":25001,\"status\":\"OK\",\"proxy_address\":\"h\"}",
        text(ControlReply.ok(true, 25001, "h")));
    assertEquals(
        "{\"source_port\":0,\"status\":\"FAILED\",\"proxy_address\":null,\"reason\":\"no\"}",
        text(ControlReply.failed(Dialect.NETWORK, "no")));
    assertEquals(
        "{\"source_port\":0,\"status\":\"FAILED\",\"reason\":\"no\"}",
        text(ControlReply.failed(Dialect.SOCKET, "no")));
  }

  private static String text(byte[] reply) {
    return new String(reply, UTF_8);
  }
}
