package io.synnefo.testbed.ganeti;

import static io.synnefo.testbed.ganeti.LuxidConversation.CLUSTER_INFO;
import static io.synnefo.testbed.ganeti.LuxidConversation.END;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the event daemon relies on when it asks the local luxid who is master of which cluster. */
interface LuxidContract {
  GanetiEnv env();

  private JsonObject clusterInfo() throws IOException {
    try (LuxidConversation luxid = new LuxidConversation(env().luxidSocket())) {
      luxid.send(CLUSTER_INFO + END);
      JsonObject answer = luxid.receive();
      assertTrue(answer.getBoolean("success"));
      return answer.getJsonObject("result");
    }
  }

  private static String type(JsonObject object, String key) {
    JsonValue value = object.get(key);
    return value == null ? "absent" : value.getValueType().toString();
  }

  @Test
  default void luxidTellsTheClustersUuidNameAndMaster() throws IOException {
    JsonObject info = clusterInfo();
    assertEquals(env().clusterUuid(), info.getString("uuid"));
    assertEquals(env().cluster(), info.getString("name"));
    String master = Files.readString(env().dataDir().resolve("ssconf_master_node"));
    assertEquals(master.strip(), info.getString("master"));
  }

  @Test
  default void whatLuxidTellsOfTheClusterIsOfTheTypesOnRecord() throws IOException {
    JsonObject info = clusterInfo();
    Map<String, String> record =
        Map.of(
            "software_version", "STRING",
            "protocol_version", "NUMBER",
            "config_version", "NUMBER",
            "name", "STRING",
            "master", "STRING",
            "uuid", "STRING",
            "tags", "ARRAY");
    assertEquals(
        record,
        record.keySet().stream().collect(Collectors.toMap(key -> key, key -> type(info, key))));
  }

  @Test
  default void oneConversationMayGoOnAndComeInParts() throws IOException {
    try (LuxidConversation luxid = new LuxidConversation(env().luxidSocket())) {
      luxid.send(CLUSTER_INFO + END + CLUSTER_INFO.substring(0, 10));
      JsonObject first = luxid.receive();
      luxid.send(CLUSTER_INFO.substring(10) + END);
      assertEquals(first, luxid.receive());
    }
  }

  @Test
  default void whatLuxidCannotReadIsRefusedAndEndsTheConversation() throws IOException {
    for (String question :
        new String[] {
          "{\"method\":\"Bogus\",\"args\":[]}", "{\"method\":\"QueryClusterInfo\"}", "[]", "no JSON"
        }) {
      try (LuxidConversation luxid = new LuxidConversation(env().luxidSocket())) {
        luxid.send(question + END);
        JsonObject answer = luxid.receive();
        assertFalse(answer.getBoolean("success"), question);
        assertTrue(answer.getString("result").startsWith("Failed to parse request"), question);
        assertTrue(luxid.isOver(), question);
      }
    }
  }

  @Test
  default void luxidsSocketIsForOwnerAndGroup() throws IOException {
    assertEquals(
        "rw-rw----",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(env().luxidSocket())));
  }
}
