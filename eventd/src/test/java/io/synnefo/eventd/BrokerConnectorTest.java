package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerConnectorTest {
  @TempDir private Path root;

  @Test
  void aPasswordFileThatHoldsNoPasswordIsNotTriedOnTheBroker() throws Exception {
    Path file = root.resolve("password");
    String mustHold = "amqp.password-file: " + file + " must hold one line, the password";
    for (String text : List.of("", "\n", "one\ntwo\n")) {
      Files.writeString(file, text);
      assertEquals(mustHold, whyNot(file));
    }
    assertEquals(
        "amqp.password-file: " + root + ": java.io.IOException: Is a directory", whyNot(root));
  }

  private static String whyNot(Path passwordFile) {
    EventdSettings.Broker settings =
        new EventdSettings.Broker(
            List.of(URI.create("amqp://127.0.0.1:1")),
            "eventd",
            passwordFile,
            Optional.empty(),
            "ganeti");
    BrokerConnector connector = new BrokerConnector(settings, "test");
    return String.valueOf(assertThrows(IOException.class, connector::connect).getMessage());
  }
}
