package io.synnefo.wire.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceEventCodecTest {
  private static final String WHOLE =
      "{'type':'ganeti-op-status','instance':'snf-1','operation':'OP_INSTANCE_REBOOT','jobId':7,"
          + "'status':'running','event_time':[1795338810,370961],'cluster':'c1'}";

  @Test
  void everyFieldOfAMessageIsRead() throws Exception {
    InstanceEvent event = InstanceEventCodec.decode(Goldens.message("create-success"));
    assertEquals("5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52:54:0:success", event.eventId());
    assertEquals("cluster.gnt.test", event.cluster());
    assertEquals("snf-42", event.instance());
    assertEquals(OpCodes.INSTANCE_CREATE, event.operation());
    assertEquals(54, event.jobId());
    assertEquals(JobStatus.SUCCESS, event.status());
    assertEquals(Instant.ofEpochSecond(1795338806L, 589_855_000), event.eventTime());
    assertEquals("* starting instance...", event.logMessage());
    assertEquals(Json.createArrayBuilder().add("node1.gnt.test").build(), event.result());
    assertEquals(List.of("synnefo:x"), event.tags());
    assertEquals(128, event.jobFields().getJsonObject("beparams").getInt("maxmem"));
    assertEquals(
        new Reason(
            "gnt:user", "snf-cyclades:create:42", Instant.ofEpochSecond(1795338805L, 985_110_016)),
        event.reason().get(0));
  }

  @Test
  void aMessageOfTheOldDaemonIsReadWithoutOurFields() throws Exception {
    InstanceEvent event = InstanceEventCodec.decode(Goldens.message("old-eventd-create-success"));
    assertNull(event.eventId());
    assertEquals(0, event.opIndex());
    assertEquals(List.of(), event.reason());
    assertEquals(List.of("synnefo:x"), event.tags());
    assertEquals("snf-42", event.instance());
    assertEquals(54, event.jobId());
  }

  @Test
  void whatNeedNotBeThereMayBeMissing() throws Exception {
    InstanceEvent event = InstanceEventCodec.decode(json(WHOLE));
    assertNull(event.logMessage());
    assertEquals(JsonValue.NULL, event.result());
    assertEquals(JsonValue.EMPTY_JSON_OBJECT, event.jobFields());
    assertEquals(List.of(), event.tags());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'ganeti-op-status'   | 'image-copy-progress' | type
          'snf-1'              | 17                    | instance
          'snf-1'              | ''                    | instance
          'snf-1'              | 'snf-1\\u0000'        | instance
          'OP_INSTANCE_REBOOT' | null                  | operation
          'jobId':7            | 'jobId':'7'           | jobId
          'jobId':7            | 'jobId':7.5           | jobId
          'jobId':7            | 'jobId':0             | jobId
          'jobId':7            | 'jobId':1e999999999   | jobId
          'jobId':7            | 'jobId':99999999999999999999 | jobId
          'running'            | 'cancelled'           | status
          'running'            | null                  | status
          [1795338810,370961]  | 1795338810            | event_time
          [1795338810,370961]  | [1795338810]          | event_time
          [1795338810,370961]  | [1795338810,'1']      | event_time[1]
          [1795338810,370961]  | [1795338810,1000000]  | event_time[1]
          [1795338810,370961]  | [-1,0]                | event_time[0]
          'cluster':'c1'       | 'x':1                 | cluster
          'cluster':'c1'       | 'cluster':'c1','event_id':5       | event_id
          'cluster':'c1'       | 'cluster':'c1','op_index':-1      | op_index
          'cluster':'c1'       | 'cluster':'c1','logmsg':[]        | logmsg
          'cluster':'c1'       | 'cluster':'c1','job_fields':[]    | job_fields
          'cluster':'c1'       | 'cluster':'c1','tags':'x'         | tags
          'cluster':'c1'       | 'cluster':'c1','tags':['x',1]     | tags[1]
          'cluster':'c1'       | 'cluster':'c1','reason':{}        | reason
          'cluster':'c1'       | 'cluster':'c1','reason':[['a',1,2]]   | reason[0][1]
          'cluster':'c1'       | 'cluster':'c1','reason':[['a','b']]   | reason[0]
          'cluster':'c1'       | 'cluster':'c1','reason':[['a','b','c']] | reason[0][2]
          """)
  void aWrongFieldIsNamed(String part, String wrong, String field) {
    byte[] body = json(WHOLE.replace(part, wrong));
    MalformedMessageException refused =
        assertThrows(MalformedMessageException.class, () -> InstanceEventCodec.decode(body));
    assertEquals(field, refused.field());
    assertTrue(String.valueOf(refused.getMessage()).startsWith(field + ": "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "'x'", "nonsense", "{} {}", "{'type':'a',}"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertRefused(json(body));
  }

  @Test
  void aMessageTooLargeTooDeepOrNotUtf8IsRefused() {
    assertRefused((" ".repeat(MessageCodec.MAX_BYTES) + "{}").getBytes(UTF_8));
    assertRefused(json("{'result':" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    assertRefused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
  }

  @Test
  void anyTextSurvivesTheWire() throws Exception {
    String odd = "\u0000\u0007\"\\/\u2028\ud83d\ude00 ναι";
    InstanceEvent event =
        new InstanceEvent(
            new OpState(
                null,
                "c",
                Long.MAX_VALUE,
                3,
                OpCodes.INSTANCE_SHUTDOWN,
                JobStatus.CANCELED,
                Instant.EPOCH,
                odd,
                Json.createValue(odd),
                List.of(new Reason(odd, "", Instant.EPOCH))),
            "snf-1",
            Json.createObjectBuilder().add(odd, 1).build(),
            List.of(odd));
    assertEquals(event, InstanceEventCodec.decode(InstanceEventCodec.encode(event)));
    assertArrayEquals(InstanceEventCodec.encode(event), InstanceEventCodec.encode(event));
  }

  private static void assertRefused(byte[] body) {
    MalformedMessageException refused =
        assertThrows(MalformedMessageException.class, () -> InstanceEventCodec.decode(body));
    assertEquals("body", refused.field());
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
