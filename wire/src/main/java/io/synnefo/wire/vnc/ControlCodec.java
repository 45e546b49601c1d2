package io.synnefo.wire.vnc;

import io.synnefo.wire.ganeti.MalformedMessageException;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the control protocol, in both of its forms: that of 2011 on a Unix socket, and the
 * final one with a user and {@code proxy_address}. Keys that are not known do not matter.
 */
public final class ControlCodec {
  /** The longest request that each proxy takes: the genuine one receives once, 1,024 bytes. */
  public static final int MAX_REQUEST = 1023;

  /** The longest reply that is read. */
  public static final int MAX_REPLY = 1 << 16;

  private static final String OK = "OK";
  private static final String FAILED = "FAILED";
  private static final int MAX_PASSWORD = 8;
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private ControlCodec() {}

  /**
   * The request as UTF-8 JSON on one line, which is to be written at once. It may be longer than
   * {@link #MAX_REQUEST}: whether that matters is for the sender to say.
   *
   * @throws IllegalArgumentException when no proxy could take it, naming the field, never its
   *     content
   */
  public static byte[] encode(ControlRequest request) {
    JsonObjectBuilder json = BUILDERS.createObjectBuilder();
    if (request instanceof ControlRequest.Open open) {
      console(json, open);
    } else if (request instanceof ControlRequest.Revoke revoke) {
      json.add("revoke", revoke.session());
    }
    ControlUser user = request.user();
    if (user != null) {
      json.add("auth_user", user.name()).add("auth_password", user.password());
    }
    return bytes(json);
  }

  private static void console(JsonObjectBuilder json, ControlRequest.Open open) {
    ConsoleRequest console = open.console();
    GatewayGrant grant = console.grant();
    boolean gateway = console.type() == ConsoleType.GATEWAY;
    int length = console.password().length();
    require(gateway == (grant != null), "a grant is the gateway's");
    require(length > 0 && length <= MAX_PASSWORD, "a password has 1 to 8 characters");
    require(open.typed() || console.type() == ConsoleType.VNC, "only plain VNC goes without type");
    json.add("source_port", open.sourcePort())
        .add("destination_address", console.host())
        .add("destination_port", console.port())
        .add("password", console.password());
    if (!console.project().isEmpty()) {
      json.add("project", console.project());
    }
    if (open.typed()) {
      json.add("type", console.type().word());
    }
    if (grant != null) {
      json.add("session", grant.session())
          .add("token_hash", grant.tokenHash())
          .add("ttl", grant.life().toSeconds())
          .add("server", grant.server())
          .add("user", grant.user());
    }
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The reply as UTF-8 JSON on one line; a failure's address is null, as the final form has it. */
  public static byte[] encode(ControlReply reply) {
    JsonObjectBuilder json = BUILDERS.createObjectBuilder();
    if (!reply.ok() || reply.port() != 0) {
      json.add("source_port", reply.port());
    }
    json.add("status", reply.ok() ? OK : FAILED);
    String address = reply.address();
    URI gateway = reply.gateway();
    String reason = reply.reason();
    if (address != null) {
      json.add("proxy_address", address);
    } else if (!reply.ok()) {
      json.addNull("proxy_address");
    }
    if (gateway != null) {
      json.add("gateway", gateway.toString());
    }
    if (reason != null) {
      json.add("reason", reason);
    }
    return bytes(json);
  }

  private static byte[] bytes(JsonObjectBuilder json) {
    return json.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What a proxy is asked; the exception names the first field at fault, never its content. */
  public static ControlRequest decodeRequest(byte[] body) throws MalformedMessageException {
    ControlFields fields = ControlFields.of(body);
    ControlUser user =
        fields.has("auth_user")
            ? new ControlUser(fields.text("auth_user"), fields.text("auth_password"))
            : null;
    if (fields.has("revoke")) {
      return new ControlRequest.Revoke(fields.name("revoke"), user);
    }
    ConsoleType type = ConsoleType.VNC;
    if (fields.has("type")) {
      String word = fields.text("type");
      type =
          ConsoleType.of(word)
              .orElseThrow(() -> new MalformedMessageException("type", "is not known"));
    }
    ConsoleRequest console =
        new ConsoleRequest(
            type,
            fields.name("destination_address"),
            fields.port("destination_port", 1),
            password(fields),
            fields.has("project") ? fields.name("project") : "",
            type == ConsoleType.GATEWAY ? grant(fields) : null);
    int sourcePort = fields.port("source_port", 0);
    return new ControlRequest.Open(console, sourcePort, fields.has("type"), user);
  }

  private static String password(ControlFields fields) throws MalformedMessageException {
    String password = fields.text("password");
    if (password.isEmpty()) {
      throw new MalformedMessageException("password", "is empty");
    }
    return password;
  }

  private static GatewayGrant grant(ControlFields fields) throws MalformedMessageException {
    String hash = fields.text("token_hash");
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new MalformedMessageException("token_hash", "is not 64 hexadecimal digits");
    }
    return new GatewayGrant(
        fields.name("session"),
        hash,
        Duration.ofSeconds(fields.seconds("ttl")),
        fields.name("server"),
        fields.name("user"));
  }

  /**
   * What a proxy answered. Addresses and reasons are its own words: they may be of any length below
   * {@link #MAX_REPLY}, and hold any character.
   *
   * @throws MalformedMessageException naming the first field at fault, never its content
   */
  public static ControlReply decodeReply(byte[] body) throws MalformedMessageException {
    ControlFields fields = ControlFields.of(body);
    String status = fields.text("status");
    if (!status.equals(OK) && !status.equals(FAILED)) {
      throw new MalformedMessageException("status", "is neither OK nor FAILED");
    }
    boolean ok = status.equals(OK);
    return new ControlReply(
        ok,
        ok && fields.has("source_port") ? fields.port("source_port", 0) : 0,
        ok ? fields.optionalText("proxy_address") : null,
        ok ? gateway(fields.optionalText("gateway")) : null,
        fields.optionalText("reason"));
  }

  private static @Nullable URI gateway(@Nullable String text) throws MalformedMessageException {
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if (("wss".equals(uri.getScheme()) || "ws".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, without the text
    }
    throw new MalformedMessageException("gateway", "is not the URI of a WebSocket");
  }
}
