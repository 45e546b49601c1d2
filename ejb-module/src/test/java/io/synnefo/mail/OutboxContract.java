package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import io.synnefo.mail.DeliveryVerdict.Again;
import io.synnefo.mail.DeliveryVerdict.GivenUp;
import io.synnefo.mail.DeliveryVerdict.Sent;
import io.synnefo.wire.mail.MailMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a mail between the message that asks for it and the mail server. */
abstract class OutboxContract {
  private static final MailText TEXT = new MailText("s", "b");

  abstract Post post();

  @Test
  void aMailIsSentOnceAndWhatItSaidIsNotKept() throws Exception {
    Post post = post();
    GreenMail server = SmtpClientTest.greenMail();
    try {
      int port = server.getSmtp().getPort();
      post.accept(Post.MAIL);
      assertEquals("WAITING, 0, Test mail of snf, null", post.row("test.1"));
      post.deliver(port);
      assertEquals("SENT, 1, null, null", post.row("test.1"));
      post.accept(Post.MAIL);
      post.pass(Duration.ofDays(1));
      post.deliver(port);
      post.sweep(port);
      assertTrue(post.deliver("test.1", port));
      assertEquals(1, server.getReceivedMessages().length);
      assertEquals("Test mail of snf", server.getReceivedMessages()[0].getSubject());
    } finally {
      server.stop();
    }
  }

  @Test
  void theSameIdAgainHasNoEffectWhateverItSays() {
    Post post = post();
    post.accept(Post.MAIL);
    post.accept(new MailMessage("test.1", "test", "eve@example.org", Map.of("cloud", "other")));
    assertEquals(1, post.count());
    assertEquals(1, post.due.take().size());
    assertEquals("ada@example.org", post.claim("test.1").recipient());
  }

  @Test
  void aMailWhoseTransactionRollsBackIsNotThere() {
    Post post = post();
    assertThrows(
        ArithmeticException.class,
        () ->
            post.inTransaction(
                outbox -> {
                  assertTrue(outbox.add(Post.MAIL, TEXT));
                  throw new ArithmeticException("told to");
                }));
    assertEquals(0, post.count());
  }

  @Test
  void aMailIsSomebodysToSendUntilTheLeaseHasPassed() {
    Post post = post();
    post.accept(Post.MAIL);
    assertEquals(List.of("test.1"), post.outbox.due(10));
    assertEquals(1, post.claim("test.1").attempt());
    assertTrue(post.outbox.claim("test.1").isEmpty());
    assertEquals(List.of(), post.outbox.due(10));
    post.pass(Outbox.LEASE);
    assertEquals(List.of("test.1"), post.outbox.due(10));
    assertEquals(2, post.claim("test.1").attempt());
  }

  @Test
  void aLateAttemptCountsOnlyIfItSentTheMail() {
    Post post = post();
    post.accept(Post.MAIL);
    Letter first = post.claim("test.1");
    post.pass(Outbox.LEASE);
    Letter second = post.claim("test.1");
    post.outbox.record(first, new GivenUp("nobody"));
    assertEquals("WAITING, 2, Test mail of snf, null", post.row("test.1"));
    post.outbox.record(first, new Sent());
    post.outbox.record(second, new Again(Duration.ofMinutes(1), "busy"));
    assertEquals("SENT, 2, null, null", post.row("test.1"));
  }

  @Test
  void aMailServerThatIsDownIsTriedAgainAfterAPause() throws Exception {
    Post post = post();
    post.accept(Post.MAIL);
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("greeting", "421 closed"))) {
      assertFalse(post.deliver("test.1", server.port()));
    }
    assertTrue(post.row("test.1").matches("WAITING, 1, Test mail of snf, .*421.*"));
    post.pass(Duration.ofSeconds(29));
    assertEquals(List.of(), post.outbox.due(10));
    post.pass(Duration.ofSeconds(1));
    GreenMail server = SmtpClientTest.greenMail();
    try {
      post.sweep(server.getSmtp().getPort());
      assertEquals(1, server.getReceivedMessages().length);
    } finally {
      server.stop();
    }
    assertEquals("SENT, 2, null, null", post.row("test.1"));
  }

  @Test
  void aSweepEndsAtAServerThatCannotBeUsedAndNotAtAMailThatIsNotTaken() throws Exception {
    Post post = post();
    post.accept(Post.MAIL);
    post.accept(new MailMessage("test.2", "test", "eve@example.org", Map.of("cloud", "snf")));
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("greeting", "421 closed"))) {
      post.sweep(server.port());
    }
    assertEquals("WAITING, 0, Test mail of snf, null", post.row("test.2"));
    post.pass(Duration.ofSeconds(30));
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("RCPT", "450 later"))) {
      post.sweep(server.port());
    }
    assertTrue(post.row("test.1").startsWith("WAITING, 2, "), post.row("test.1"));
    assertTrue(post.row("test.2").startsWith("WAITING, 1, "), post.row("test.2"));
  }

  @Test
  void aMailWhoseRecipientIsRefusedIsGivenUpAndAnOperatorCanHaveItTriedAgain() throws Exception {
    Post post = post();
    post.accept(Post.MAIL);
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("RCPT", "550 5.1.1 nobody"))) {
      assertTrue(post.deliver("test.1", server.port()));
    }
    assertTrue(post.row("test.1").matches("FAILED, 1, Test mail of snf, .*550 5.1.1 nobody.*"));
    assertEquals(List.of(), post.outbox.due(10));
    String ofTest1 =
        Files.readAllLines(Path.of("../docs/operator.md")).stream()
            .filter(line -> line.startsWith("    UPDATE mail_outbox "))
            .map(line -> line.strip().replace("...", "test.1"))
            .findFirst()
            .orElseThrow();
    assertEquals(1, post.update(ofTest1));
    assertEquals(List.of("test.1"), post.outbox.due(10));
    post.outbox.record(post.claim("test.1"), new Sent());
    assertEquals(0, post.update(ofTest1)); // what was sent has no text any more
  }

  @Test
  void aMailWhoseSenderDiesEachTimeIsGivenUpInTheEnd() {
    Post post = post();
    post.accept(Post.MAIL);
    for (int i = 0; i < DeliveryVerdict.MOST_ATTEMPTS; i++) {
      post.claim("test.1");
      post.pass(Outbox.LEASE);
    }
    assertTrue(post.outbox.claim("test.1").isEmpty());
    assertEquals(
        "FAILED, 100, Test mail of snf, nothing was heard of the last attempt", post.row("test.1"));
  }

  @Test
  void whatEndedLongAgoIsForgottenAndWhatWaitsIsNot() {
    Post post = post();
    post.accept(Post.MAIL);
    post.accept(new MailMessage("test.2", "test", "eve@example.org", Map.of("cloud", "snf")));
    post.outbox.record(post.claim("test.1"), new Sent());
    post.pass(Outbox.KEPT);
    post.forgetOld();
    assertEquals(2, post.count());
    post.pass(Duration.ofSeconds(1));
    post.forgetOld();
    assertEquals(1, post.count());
    assertEquals(1, post.claim("test.2").attempt());
  }

  @Test
  void aReasonThatIsTooLongIsCut() {
    Post post = post();
    post.accept(Post.MAIL);
    post.outbox.record(post.claim("test.1"), new GivenUp("x".repeat(5000)));
    assertTrue(post.row("test.1").endsWith(", " + "x".repeat(500)));
  }

  @Test
  void anOutboxThatIsFullLeavesTheMessageInItsQueue() {
    Post post = post();
    post.accept(Post.MAIL);
    post.inTransaction(
        outbox -> {
          for (int i = 1; i < Outbox.MOST_WAITING; i++) {
            outbox
                .em
                .createNativeQuery(
                    "INSERT INTO mail_outbox (message_id, template, recipient, state, attempts,"
                        + " accepted_at, due_at) SELECT CAST(?1 AS VARCHAR(100)), template, recipient, state, attempts,"
                        + " accepted_at, due_at FROM mail_outbox WHERE message_id = 'test.1'")
                .setParameter(1, "more." + i)
                .executeUpdate();
          }
          return true;
        });
    MailMessage next = new MailMessage("next", "test", "eve@example.org", Map.of("cloud", "snf"));
    IllegalStateException full = assertThrows(IllegalStateException.class, () -> post.accept(next));
    // by this the adapter knows that it is not the message's fault (ADR 003)
    assertInstanceOf(SQLTransientException.class, full.getCause());
    assertEquals(Outbox.MOST_WAITING, post.count());
    post.accept(Post.MAIL); // was taken before
    post.outbox.record(post.claim("test.1"), new Sent());
    post.accept(next);
    assertEquals(Outbox.MOST_WAITING + 1, post.count());
  }
}
