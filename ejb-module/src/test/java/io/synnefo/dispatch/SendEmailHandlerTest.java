package io.synnefo.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.mail.MailFixtures;
import jakarta.jms.BytesMessage;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mail that can never be sent becomes a dead letter with its reason; what is sent, MailIT shows.
 */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
class SendEmailHandlerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nonsense | body: is not JSON
          {'type': 'mail', 'id': 'a'} | template: is missing
          {'type': 'mail', 'id': 'a', 'template': 'nonsense', 'recipient': 'a@b'} | there is no template 'nonsense'
          {'type': 'mail', 'id': 'a', 'template': 'test', 'recipient': 'a@b'} | fields that template 'test' needs: cloud
          """)
  void whatCannotBeAMailIsRefusedWithItsReason(String body, String reason) {
    SendEmailHandler handler = new SendEmailHandler();
    handler.acceptMail = MailFixtures.withoutOutbox();
    MessageRefusedException refused =
        assertThrows(
            MessageRefusedException.class,
            () -> handler.onMessage(message(body.replace('\'', '"').getBytes(UTF_8))));
    assertEquals(reason, refused.getMessage());
  }

  private static BytesMessage message(byte[] body) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getBody")) {
                return body;
              }
              throw new AssertionError("nobody is to call " + method.getName());
            });
  }
}
