package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.synnefo.mail.SendResult.Accepted;
import io.synnefo.mail.SendResult.Deferred;
import io.synnefo.mail.SendResult.Refused;
import io.synnefo.wire.mail.MailAddresses;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real conversations: with a whole mail server, and with one that answers as it is told. */
class SmtpClientTest {
  private static final String FROM = "cloud@mail.example.org";
  private static final Instant AT = Instant.parse("2026-11-08T09:10:11Z");
  private static final Letter LETTER =
      new Letter(
          "built.7", 1, "ada@example.org", new MailText("Sübject", "one\n.\n..two\nµ\n"), AT);

  @Test
  void aLetterArrivesAsItWasWritten() throws Exception {
    GreenMail server = greenMail();
    try {
      assertEquals(new Accepted(), send(LETTER, server.getSmtp().getPort()));
      assertEquals(1, server.getReceivedMessages().length);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertEquals("Sübject", mail.getSubject());
      assertEquals("one\n.\n..two\nµ", mail.getContent().toString().replace("\r\n", "\n").strip());
      assertEquals(FROM, header(mail, "From"));
      assertEquals("ada@example.org", header(mail, "To"));
      assertEquals("<built.7@mail.example.org>", header(mail, "Message-ID"));
      assertEquals("Sun, 8 Nov 2026 09:10:11 +0000", header(mail, "Date"));
      assertEquals("auto-generated", header(mail, "Auto-Submitted"));
      assertEquals("text/plain; charset=UTF-8", header(mail, "Content-Type"));
    } finally {
      server.stop();
    }
  }

  @Test
  void whoGetsALetterTwiceCanTell() throws Exception {
    GreenMail server = greenMail();
    try {
      send(LETTER, server.getSmtp().getPort());
      send(
          new Letter(LETTER.messageId(), 2, LETTER.recipient(), LETTER.text(), AT),
          server.getSmtp().getPort());
      MimeMessage[] mails = server.getReceivedMessages();
      assertEquals(2, mails.length);
      for (String name : new String[] {"Message-ID", "Date", "Subject", "From", "To"}) {
        assertEquals(header(mails[0], name), header(mails[1], name), name);
      }
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "root@localhost",
        "o'brien@example.org",
        "a.b+c@x.org",
        "!#$%&*+/=?^_`{|}~-@a-b.c"
      })
  void everyPlainAddressIsWrittenTo(String address) throws Exception {
    assertTrue(MailAddresses.isAddress(address));
    Letter letter = new Letter("a", 1, address, LETTER.text(), AT);
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      assertEquals(new Accepted(), new SmtpClient(session(server.port()), address).send(letter));
      assertTrue(server.lines().contains("RCPT TO:<" + address + ">"), server.lines().toString());
    }
  }

  @ParameterizedTest(name = "{0} answered {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          greeting | 421 too many of you        | deferred of server
          greeting | hang up                    | deferred of server
          EHLO     | hang up                    | deferred of server
          MAIL     | 550 5.7.1 not you          | deferred
          MAIL     | 530 5.7.0 say who you are  | deferred
          RCPT     | 550 5.1.1 nobody is so     | refused
          RCPT     | 550 nobody is so           | refused
          RCPT     | 504 5.5.2 sender rejected  | deferred
          RCPT     | 504 sender rejected        | deferred
          RCPT     | 554 5.7.1 relay denied     | deferred
          RCPT     | 550 5.7.1 client refused   | deferred
          RCPT     | 450 4.2.0 greylisted       | deferred
          RCPT     | 452 4.2.2 mailbox full     | deferred
          DATA     | 451 4.3.0 not now          | deferred
          .        | 554 5.7.1 looks like spam  | deferred
          .        | 451 4.3.1 no room          | deferred
          QUIT     | hang up                    | accepted
          QUIT     | 421 gone                   | accepted
          """)
  void whatTheServerSaysDecides(String word, String answer, String result) throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(word, answer))) {
      SendResult found = send(LETTER, server.port());
      assertEquals(result, name(found), found.toString());
      if (!result.equals("accepted") && !answer.equals(ScriptedSmtp.HANG_UP)) {
        assertTrue(found.toString().contains(answer.substring(0, 3)), found.toString());
      }
    }
  }

  @Test
  void aConversationThatBreaksBeforeTheLetterIsTakenIsNotDone() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(".", ScriptedSmtp.HANG_UP))) {
      assertInstanceOf(Deferred.class, send(LETTER, server.port()));
    }
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("RCPT", ScriptedSmtp.SILENCE))) {
      Session session = session(server.port());
      session.getProperties().setProperty("mail.smtp.timeout", "300");
      SendResult result =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> new SmtpClient(session, FROM).send(LETTER));
      assertFalse(result instanceof Accepted, result.toString());
    }
  }

  @Test
  void aServerThatDoesNotAnswerTheFarewellCostsNothing() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("QUIT", ScriptedSmtp.SILENCE))) {
      SendResult result =
          assertTimeoutPreemptively(Duration.ofSeconds(15), () -> send(LETTER, server.port()));
      assertEquals(new Accepted(), result);
    }
  }

  @Test
  void whatTheServerSaysIsOneLineThatShowsAllOfIt() throws Exception {
    // read as Latin-1: U+0085 comes with a letter before it
    String answer = "550-5.1.1 a\u001b[1m\u0000b\r\n550 5.1.1 c\u0085d";
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("RCPT", answer))) {
      Refused result = assertInstanceOf(Refused.class, send(LETTER, server.port()));
      assertEquals(
          "Invalid Addresses: 550-5.1.1 a\\u001b[1m\\u0000b 550 5.1.1 c\u00c2\\u0085d",
          result.reason());
    }
  }

  /** As they come where the JVM is told to read answers as UTF-8 (mail.mime.allowutf8). */
  @Test
  void neitherEndsOfLinesNorTurnsOfDirectionAreLeftInAReason() {
    MessagingException thrown =
        new MessagingException(
            "no", new MessagingException("a\u2028b\u2029c\u202ed\u2066e\u0085\n"));
    assertEquals("no: a\\u2028b\\u2029c\\u202ed\\u2066e\\u0085", SmtpClient.reason(thrown));
  }

  @Test
  void everyWaitHasATimeOut() {
    Session session = session(25);
    new SmtpClient(session, FROM);
    for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      assertTrue(Integer.parseInt(session.getProperty("mail.smtp." + name)) <= 30_000, name);
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeAtFault() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Deferred result = assertInstanceOf(Deferred.class, send(LETTER, port));
    assertTrue(result.ofServer());
    assertTrue(result.reason().contains("127.0.0.1, " + port), result.reason());
  }

  @Test
  void wantedTlsThatIsNotOfferedIsNotDoneWithout() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      Session session = session(server.port());
      session.getProperties().setProperty("mail.smtp.starttls.enable", "true");
      assertEquals("deferred of server", name(new SmtpClient(session, FROM).send(LETTER)));
      assertFalse(server.lines().toString().contains("MAIL"), server.lines().toString());
    }
  }

  private static String name(SendResult result) {
    if (result instanceof Deferred deferred) {
      return deferred.ofServer() ? "deferred of server" : "deferred";
    }
    return result instanceof Refused ? "refused" : "accepted";
  }

  private static SendResult send(Letter letter, int port) {
    return new SmtpClient(session(port), FROM).send(letter);
  }

  static Session session(int port) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", String.valueOf(port));
    return Session.getInstance(properties);
  }

  static GreenMail greenMail() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static String header(MimeMessage mail, String name) throws Exception {
    String[] values = mail.getHeader(name);
    assertEquals(1, values.length, name);
    return values[0];
  }
}
