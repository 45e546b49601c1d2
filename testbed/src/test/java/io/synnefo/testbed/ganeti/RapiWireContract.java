package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of the wire that the client's code builds on without showing them. */
interface RapiWireContract {
  String JSON = "application/json";
  String START = "/2/instances/snf-nope/startup";

  GanetiEnv env();

  private RawRapi.Answer call(String method, String path, String type, String body)
      throws IOException {
    return new RawRapi(env()).call(method, path, type, body);
  }

  @Test
  default void aJobIdIsABareNumberWithStatus200() throws IOException {
    RawRapi.Answer answer = call("PUT", START, JSON, "{}");
    assertEquals(200, answer.status());
    assertEquals(JSON, answer.contentType());
    assertEquals("close", answer.connection());
    assertTrue(answer.body().matches("\\d+"), answer.body());
  }

  @Test
  default void anUnknownJobHasAllKeysWithNulls() throws IOException {
    RawRapi.Answer answer = call("GET", "/2/jobs/999999", JSON, "");
    assertEquals(200, answer.status());
    JsonObject job = object(answer.body());
    assertEquals(
        Set.of(
            "id",
            "ops",
            "status",
            "summary",
            "opstatus",
            "received_ts",
            "start_ts",
            "end_ts",
            "oplog",
            "opresult"),
        job.keySet());
    assertTrue(job.isNull("ops") && job.isNull("status") && job.isNull("opresult"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /2/instances/snf-nope/startup  | text/plain       | {}            | 415
          PUT    | /2/instances/snf-nope/startup  | application/json | not json      | 400
          POST   | /2/instances                   | application/json | {"name":"x"}  | 400
          POST   | /2/instances | application/json | {"__version__":1,"mode":"create","name":"x"} | 400
          POST   | /2/instances/snf-nope/reboot?type=gentle | application/json | {} | 400
          GET    | /2/instances/snf-nope          | application/json | ''            | 404
          GET    | /2/nothing                     | application/json | ''            | 404
          GET    | /2/jobs/abc                    | application/json | ''            | 404
          DELETE | /2/info                        | application/json | ''            | 501
          """)
  default void errorsHaveCodeMessageAndExplanation(
      String method, String path, String type, String body, int status) throws IOException {
    RawRapi.Answer answer = call(method, path, type, body);
    assertEquals(status, answer.status(), answer.body());
    assertEquals(JSON, answer.contentType());
    JsonObject error = object(answer.body());
    assertEquals(Set.of("code", "message", "explain"), error.keySet());
    assertEquals(status, error.getInt("code"));
  }

  @Test
  default void messagesComeEscapedForHtml() throws IOException {
    RawRapi.Answer answer =
        call("POST", "/2/instances", JSON, "{\"__version__\":1,\"bogus\":\"x\"}");
    assertEquals(400, answer.status());
    assertEquals(
        "Invalid body parameters: Object OpInstanceCreate doesn&#x27;t support the parameter"
            + " &#x27;bogus&#x27;",
        object(answer.body()).getString("message"));
  }

  @Test
  default void aJobWithOtherCharactersThanAsciiCannotBeWritten() throws IOException {
    RawRapi.Answer answer = call("PUT", START + "?reason=%C3%A9", JSON, "{}");
    assertEquals(500, answer.status());
    assertTrue(answer.body().contains("commitBuffer: invalid argument"), answer.body());
  }

  private static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
