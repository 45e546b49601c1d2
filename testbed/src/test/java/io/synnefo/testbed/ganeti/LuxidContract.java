package io.synnefo.testbed.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the event daemon relies on when it asks the local luxid who is master of which cluster. */
interface LuxidContract {
  String CLUSTER_INFO = "{\"method\":\"QueryClusterInfo\",\"args\":[]}";
  byte END = 3;

  GanetiEnv env();

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(env().luxidSocket()));
  }

  private static String type(JsonObject object, String key) {
    JsonValue value = object.get(key);
    return value == null ? "absent" : value.getValueType().toString();
  }

  private static void send(SocketChannel luxid, String text) throws IOException {
    luxid.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static JsonObject receive(SocketChannel luxid) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer next = ByteBuffer.allocate(1);
    while (luxid.read(next.clear()) == 1 && next.get(0) != END) {
      answer.write(next.get(0));
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(answer.toByteArray()))) {
      return reader.readObject();
    }
  }

  private JsonObject ask(String question) throws IOException {
    try (SocketChannel luxid = connect()) {
      send(luxid, question + (char) END);
      return receive(luxid);
    }
  }

  @Test
  default void luxidTellsTheClustersUuidNameAndMaster() throws IOException {
    JsonObject answer = ask(CLUSTER_INFO);
    assertTrue(answer.getBoolean("success"));
    JsonObject info = answer.getJsonObject("result");
    assertEquals(env().clusterUuid(), info.getString("uuid"));
    assertEquals(env().cluster(), info.getString("name"));
    String master = Files.readString(env().dataDir().resolve("ssconf_master_node"));
    assertEquals(master.strip(), info.getString("master"));
  }

  @Test
  default void whatLuxidTellsOfTheClusterIsOfTheTypesOnRecord() throws IOException {
    JsonObject info = ask(CLUSTER_INFO).getJsonObject("result");
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
  default void oneConnectionAnswersAgainAndInParts() throws IOException {
    try (SocketChannel luxid = connect()) {
      send(luxid, CLUSTER_INFO + (char) END + CLUSTER_INFO.substring(0, 10));
      JsonObject first = receive(luxid);
      send(luxid, CLUSTER_INFO.substring(10) + (char) END);
      assertEquals(first, receive(luxid));
    }
  }

  @Test
  default void whatLuxidCannotReadIsRefusedAndEndsTheConnection() throws IOException {
    for (String question :
        new String[] {
          "{\"method\":\"Bogus\",\"args\":[]}", "{\"method\":\"QueryClusterInfo\"}", "[]", "no JSON"
        }) {
      try (SocketChannel luxid = connect()) {
        send(luxid, question + (char) END);
        JsonObject answer = receive(luxid);
        assertFalse(answer.getBoolean("success"), question);
        assertTrue(answer.getString("result").startsWith("Failed to parse request"), question);
        assertEquals(-1, luxid.read(ByteBuffer.allocate(1)), question);
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
