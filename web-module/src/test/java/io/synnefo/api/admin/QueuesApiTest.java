package io.synnefo.api.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.api.http.ApiServer;
import io.synnefo.settings.AdminSettings;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the operator's tools, and what becomes of bad questions; no adapter is there. */
class QueuesApiTest {
  private static final ApiServer SERVER = new ApiServer(Clock.systemUTC());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/queues",
    "GET, /admin/queues/snf-events-op/messages",
    "POST, /admin/queues/snf-events-op/retry",
    "DELETE, /admin/queues/snf-events-op/messages"
  })
  void onlyAnAdministratorMay(String method, String path) {
    String body = method.equals("POST") ? "{\"all\": true}" : "";
    assertEquals(401, SERVER.send("", method, path, body).statusCode());
    HttpResponse<String> user = SERVER.send("demo", method, path, body);
    assertEquals(403, user.statusCode());
    assertTrue(user.body().contains("Policy doesn't allow admin:queues:"), user.body());
    HttpResponse<String> admin = SERVER.send("admin", method, path, body);
    assertEquals(503, admin.statusCode(), admin.body());
    assertTrue(admin.body().contains("The RabbitMQ adapter is not there."), admin.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                         | either 'id' or 'all'
          {'id': '1', 'all': true}   | either 'id' or 'all'
          {'all': false}             | either 'id' or 'all'
          {'every': true}            | 'every' was unexpected
          {'id': 1}                  | is not of type 'string'
          nonsense                   | Malformed request body
          """)
  void aRetryThatDoesNotSayWhichIsRefused(String body, String why) {
    String path = "/admin/queues/snf-events-op/retry";
    HttpResponse<String> answer = SERVER.send("admin", "POST", path, body.replace('\'', '"'));
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(why), answer.body());
  }

  @Test
  void aLimitThatIsNoNumberIsRefused() {
    HttpResponse<String> answer =
        SERVER.get("admin", "/admin/queues/snf-events-op/messages?limit=many");
    assertEquals(400, answer.statusCode());
  }

  @Test
  void atAnotherListenerThereIsNothing() {
    try (ApiServer users = new ApiServer(Clock.systemUTC(), new AdminSettings(OptionalInt.of(1)))) {
      for (String user : new String[] {"", "demo", "admin"}) {
        assertEquals(404, users.get(user, "/admin/queues").statusCode());
        assertEquals(404, users.get(user, "//admin//queues").statusCode());
        assertEquals(404, users.get(user, "/admin;x=1/queues").statusCode());
        assertEquals(404, users.get(user, "/%61dmin/queues").statusCode());
      }
      assertEquals(200, users.get("demo", "/compute/v2.1/servers").statusCode());
    }
  }
}
