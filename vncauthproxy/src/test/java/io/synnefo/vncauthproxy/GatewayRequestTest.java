package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleToken;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the application asks for a session at the gateway with, and what it is answered. */
@Timeout(60)
class GatewayRequestTest {
  @TempDir Path root = Path.of("");
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new Scene(root, Map.of("consoles-per-project", "3", "connect-timeout-seconds", "30"));
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @Test
  void theReplyTellsWhereTheGatewayIs() throws Exception {
    String reply =
        "{\"source_port\":%d,\"status\":\"OK\",\"proxy_address\":\"proxy.example.org\",%s}"
            .formatted(scene.port, "\"gateway\":\"ws://proxy.example.org:" + scene.port + "/\"");
    assertEquals(reply, scene.proxy.askAtPort(scene.request("s1")));
    String other = scene.request("s2").replace(scene.token.hash(), ConsoleToken.random().hash());
    assertEquals(reply, scene.proxy.askAtSocket(other));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"session\":\"s1\",   \"session\":\"a b\",       session",
        "\"session\":\"s1\",   \"session\":7,             session",
        "\"token_hash\":\",    \"token_hash\":\"0,        token_hash",
        "\"ttl\":60,           \"ttl\":4,                 ttl",
        "\"ttl\":60,           \"ttl\":301,               ttl",
        "\"ttl\":60,           \"ttl\":\"soon\",          ttl",
        "\"server\":\"42\",    \"server\":\"\",           server",
        "\"server\":\"42\",    \"sever\":\"42\",          server",
        "\"user\":\"u1\",      \"user\":\"a\\nb\",        user",
        "\"project\":\"p1\",   \"porject\":\"p1\",        project",
        "\"password\":\"n0body!!\", \"password\":\"\", password",
        "\"source_port\":0,    \"source_port\":25000,     source_port",
      })
  void aFieldThatIsWrongIsNamed(String was, String is, String field) throws Exception {
    String reply = scene.proxy.askAtPort(scene.request("s1").replace(was, is));
    assertTrue(reply.contains("\"reason\":\"Malformed request: " + field + "\""), reply);
  }

  @Test
  void consolesAtPortsOfTheirOwnCountForTheirProjectToo() throws Exception {
    String plain = ProxyUnderTest.of2011(scene.server.port());
    String ofProject = plain.replace("}", ",\"project\":\"p1\"}");
    ProxyUnderTest.port(scene.proxy.askAtPort(scene.request("s1")));
    ProxyUnderTest.port(scene.proxy.askAtSocket(ofProject));
    ProxyUnderTest.port(
        scene.proxy.askAtPort(
            ProxyUnderTest.ofTheFinalForm(scene.server.port(), "vnc-ws")
                .replace("}", ",\"project\":\"p1\"}")));
    for (String refused :
        List.of(scene.proxy.askAtSocket(ofProject), scene.proxy.askAtPort(scene.request("s2")))) {
      assertTrue(refused.contains("Too many consoles of the project"), refused);
    }
    ProxyUnderTest.port(scene.proxy.askAtSocket(ofProject.replace("\"p1\"", "\"p2\"")));
    assertTrue(
        scene.proxy.askAtSocket(plain.replace("}", ",\"project\":5}")).contains(": project"));
    scene.proxy.askAtSocket("{\"revoke\":\"s1\"}");
    await().until(() -> scene.proxy.daemon.status().consoles() == 3);
    ProxyUnderTest.port(
        scene.proxy.askAtPort(
            scene.request("s3").replace(scene.token.hash(), ConsoleToken.random().hash())));
  }

  @Test
  void withoutAGatewayTheRequestIsRefused() throws Exception {
    Path other = java.nio.file.Files.createDirectory(root.resolve("none"));
    try (ProxyUnderTest none = new ProxyUnderTest(other, Map.of())) {
      String reply = none.askAtPort(scene.request("s1"));
      assertTrue(reply.contains("\"reason\":\"No gateway is configured\""), reply);
      assertEquals("{\"status\":\"OK\"}", none.askAtSocket("{\"revoke\":\"s1\"}"));
    }
  }

  @Test
  void aSessionsNameAndATokenAreThereOnce() throws Exception {
    ProxyUnderTest.port(scene.proxy.askAtPort(scene.request("s1")));
    String twice = scene.proxy.askAtPort(scene.request("s1"));
    assertTrue(twice.contains("\"reason\":\"Session s1 is there already\""), twice);
    String same = scene.proxy.askAtPort(scene.request("s2"));
    assertTrue(same.contains("\"reason\":\"The token is another session's, or has been\""), same);
    scene.showing(scene.token).enterWithoutPassword().close();
    String used = scene.proxy.askAtPort(scene.request("s3"));
    assertTrue(used.contains("The token is another session's"), used);
  }
}
