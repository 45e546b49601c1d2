package io.synnefo.vncauthproxy;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is answered to a request: one JSON object, after which the connection ends. */
final class ControlReply {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private ControlReply() {}

  /**
   * A console waits at the port.
   *
   * @param proxyAddress where it is; the form of 2011 has no place for that
   */
  static byte[] ok(boolean withAddress, int port, String proxyAddress) {
    JsonObjectBuilder reply = reply(port, "OK");
    if (withAddress) {
      reply.add("proxy_address", proxyAddress);
    }
    return bytes(reply);
  }

  /** A console waits at the gateway, which is that URL. */
  static byte[] atGateway(int port, String proxyAddress, URI gateway) {
    return bytes(
        reply(port, "OK").add("proxy_address", proxyAddress).add("gateway", gateway.toString()));
  }

  /** It is done. */
  static byte[] done() {
    return bytes(JSON.createObjectBuilder().add("status", "OK"));
  }

  /** There is no console; in both forms a key that no client knows does not matter. */
  static byte[] failed(Dialect dialect, String reason) {
    JsonObjectBuilder reply = reply(0, "FAILED");
    if (dialect == Dialect.NETWORK) {
      reply.addNull("proxy_address");
    }
    return bytes(reply.add("reason", reason));
  }

  private static JsonObjectBuilder reply(int port, String status) {
    return JSON.createObjectBuilder().add("source_port", port).add("status", status);
  }

  private static byte[] bytes(JsonObjectBuilder reply) {
    return reply.build().toString().getBytes(StandardCharsets.UTF_8);
  }
}
