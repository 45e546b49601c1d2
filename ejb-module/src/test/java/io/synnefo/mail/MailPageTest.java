package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.settings.MailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator's page says of a server without a mail session. */
class MailPageTest {
  @Test
  void thePageHasTheLinesThatAddTheSession() throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("../server-config/cli/mail.cli")).stream()
            .filter(line -> line.startsWith("/"))
            .toList();
    assertEquals(3, lines.size());
    String block = "\n    " + String.join("\n    ", lines) + "\n";
    assertTrue(page().contains(block), block);
  }

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // here is the framework
  void thePageHasWhatTheLogSaysWithoutASession() throws Exception {
    MailServer server = new MailServer(); // here is no JNDI at all
    server.settings = new MailSettings("cloud@mail.example.org");
    Letter letter = new Letter("a", 1, "ada@example.org", new MailText("s", "b"), Instant.EPOCH);
    SendResult.Deferred result = assertInstanceOf(SendResult.Deferred.class, server.send(letter));
    assertTrue(result.ofServer());
    assertTrue(
        page().contains("`mail ... is tried again in PT30S: " + result.reason() + "`"),
        result.reason());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/operator.md"));
  }
}
