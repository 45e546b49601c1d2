package io.synnefo.wire.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.WorkQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailCodecTest {
  private static final MailMessage MAIL =
      new MailMessage(
          "test.2026-11-28",
          "test",
          "ada@example.org",
          Map.of("date", "2026-11-28", "cloud", "Ωmega \"one\""));

  @Test
  void theGoldenMailIsReadAndWrittenByteForByte() throws Exception {
    String written = new String(MailCodec.encode(MAIL), UTF_8) + "\n";
    Path left = Path.of("target/goldens/wire/src/test/resources/golden/mail.json");
    Files.createDirectories(left.getParent());
    Files.writeString(left, written);
    assertEquals(golden(), written);
    assertEquals(MAIL, MailCodec.decode(written.getBytes(UTF_8)));
  }

  @Test
  void aMailNeedsNoFields() throws Exception {
    String text = "{'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b'}";
    assertEquals(Map.of(), decode(text).fields());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [] | body: is not an object
          {'type': | body: is not JSON
          {} | type: is missing
          {'type': 'letter'} | type: is not mail
          {'type': 'mail', 'cc': 'a@b'} | body: has fields that are not known
          {'type': 'mail', 'template': 't', 'recipient': 'a@b'} | id: is missing
          {'type': 'mail', 'id': 7} | id: is not a string
          {'type': 'mail', 'id': 'a@b'} | id: must be 1 to 100 letters, digits, - and _, dots between
          {'type': 'mail', 'id': '.a'} | id: must be 1 to 100 letters, digits, - and _, dots between
          {'type': 'mail', 'id': 'a\\r\\nTo: b'} | id: holds a control character
          {'type': 'mail', 'id': 'a'} | template: is missing
          {'type': 'mail', 'id': 'a', 'template': '../t'} | template: must be 1 to 63 of a-z, 0-9 and -, a letter first
          {'type': 'mail', 'id': 'a', 'template': 't'} | recipient: is missing
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'b'} | recipient: is no plain address
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': 'x'} | fields: is not an object
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': {'X': 'x'}} | fields: must have names of 1 to 32 of a-z, 0-9 and _, a letter first
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': {'x': 7}} | fields.x: is not a string
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': {'x': 'a\\nb'}} | fields.x: holds a control character or a line
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': {'x': 'a\\u2028b'}} | fields.x: holds a control character or a line
          {'type': 'mail', 'id': 'a', 'template': 't', 'recipient': 'a@b', 'fields': {'x': '\\ud800'}} | fields.x: holds half of a character
          """)
  void whatIsNoMailIsRefusedWithTheFieldAtFault(String text, String reason) {
    MalformedMessageException refusal =
        assertThrows(MalformedMessageException.class, () -> decode(text));
    assertEquals(reason, refusal.getMessage());
  }

  @Test
  void whatIsTooMuchIsRefused() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= MailCodec.MAX_FIELDS; i++) {
      many.put("f" + i, "");
    }
    assertRefused("fields: are more than 32", with(many));
    assertRefused(
        "fields.x: has more than 2000 characters",
        with(Map.of("x", "x".repeat(MailCodec.MAX_TEXT + 1))));
    many.keySet().retainAll(many.keySet().stream().limit(MailCodec.MAX_FIELDS).toList());
    many.replaceAll((name, text) -> "Ω".repeat(MailCodec.MAX_TEXT));
    assertRefused("body: is larger than 65536 bytes", with(many));
    assertRefused(
        "id: must be 1 to 100 letters, digits, - and _, dots between",
        new MailMessage("x".repeat(101), "t", "a@b", Map.of()));
    assertDoesNotThrow(
        () -> MailCodec.encode(new MailMessage("x".repeat(100), "t", "a@b", Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b", "ada.l+x@mail.example.org", "o'brien@example.org", "root@localhost"})
  void anAddressIsPlain(String address) {
    assertTrue(MailAddresses.isAddress(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b",
        "a@",
        "a@b@c",
        "a..b@c",
        "a@b.",
        "a@-b",
        "a@[127.0.0.1]",
        "\"a b\"@c",
        "Ada <a@b>",
        "a@b,c@d",
        "a@b\n",
        "ä@b",
        "a@b c"
      })
  void whatWouldNeedEscapingIsNoAddress(String address) {
    assertFalse(MailAddresses.isAddress(address));
  }

  @Test
  void anAddressIsNoLongerThanSmtpTakes() {
    assertTrue(MailAddresses.isAddress("a".repeat(64) + "@b"));
    assertFalse(MailAddresses.isAddress("a".repeat(65) + "@b"));
    assertFalse(MailAddresses.isAddress("a." + "a".repeat(63) + "@b"));
    assertFalse(MailAddresses.isAddress("a@" + "b.".repeat(126) + "cd"));
  }

  @Test
  void whatIsPublishedReachesQueueEmailAloneAndIsHandled() {
    String key = MailKeys.of("snf", "server-built");
    assertEquals("snf.email.server-built", key);
    assertEquals(
        List.of("email: send_email"),
        new QueueConfiguration("snf", Optional.empty(), false)
            .load().queues().stream()
                .filter(queue -> takes(queue, key))
                .map(queue -> queue.name() + ": " + queue.handler())
                .toList());
    assertThrows(IllegalArgumentException.class, () -> MailKeys.of("snf", "a.b"));
    assertThrows(IllegalArgumentException.class, () -> MailKeys.of("s.n", "a"));
  }

  private static boolean takes(WorkQueue queue, String key) {
    return queue.bindings().stream()
        .anyMatch(binding -> binding.exchange().equals(MailKeys.EXCHANGE) && binding.passes(key));
  }

  private static MailMessage decode(String text) throws MalformedMessageException {
    return MailCodec.decode(text.replace('\'', '"').getBytes(UTF_8));
  }

  private static MailMessage with(Map<String, String> fields) {
    return new MailMessage("a", "t", "a@b", fields);
  }

  private static void assertRefused(String reason, MailMessage mail) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> MailCodec.encode(mail));
    assertEquals("no mail: " + reason, refusal.getMessage());
  }

  private static String golden() throws IOException {
    try (InputStream in = MailCodecTest.class.getResourceAsStream("/golden/mail.json")) {
      if (in == null) {
        throw new IOException("no golden mail");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
