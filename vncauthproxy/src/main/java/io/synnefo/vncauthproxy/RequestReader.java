package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlObject;
import io.synnefo.wire.vnc.GatewayGrant;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a request of the control protocol. Keys that it does not know do not matter. */
final class RequestReader {
  static final String MALFORMED = "Malformed request";

  private static final int MAX_PORT = 65_535;
  private static final int MAX_HOST = 255;
  private static final int MAX_TYPE = 64; // of what is said back
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,128}");
  private static final int LEAST_LIFE = 5; // seconds
  private static final int MOST_LIFE = 300;

  private final Dialect dialect;
  private final JsonObject object;

  private RequestReader(Dialect dialect, JsonObject object) {
    this.dialect = dialect;
    this.object = object;
  }

  /**
   * The request.
   *
   * @throws BadRequestException when it is none; whether its sender is known is not asked here
   */
  static Asked read(byte[] bytes, Dialect dialect) throws BadRequestException {
    Optional<JsonObject> object = ControlObject.read(bytes);
    if (object.isEmpty()) {
      throw new BadRequestException(MALFORMED);
    }
    return new RequestReader(dialect, object.get()).request();
  }

  private Asked request() throws BadRequestException {
    boolean network = dialect == Dialect.NETWORK;
    String user = network ? text("auth_user") : "";
    String userPassword = network ? text("auth_password") : "";
    if (object.containsKey("revoke")) {
      return new Revocation(field("revoke", SESSION), user, userPassword);
    }
    ConsoleType type = type(network);
    boolean gateway = type == ConsoleType.GATEWAY;
    return new ControlRequest(
        number("source_port", 0),
        host(),
        number("destination_port", 1),
        gateway ? "" : password(),
        type,
        user,
        userPassword,
        object.containsKey("type"),
        gateway || object.containsKey("project") ? field("project", ID) : "",
        gateway ? grant() : null);
  }

  private GatewayGrant grant() throws BadRequestException {
    if (number("source_port", 0) != 0) {
      throw malformed("source_port"); // the gateway has its own
    }
    if (!VncChallenge.isPassword(text("password"))) {
      throw malformed("password"); // it opens nothing here, and must open nothing elsewhere
    }
    return new GatewayGrant(
        field("session", SESSION),
        field("token_hash", HASH),
        Duration.ofSeconds(life()),
        field("server", ID),
        field("user", ID));
  }

  private int life() throws BadRequestException {
    try {
      int seconds = number("ttl", LEAST_LIFE);
      if (seconds <= MOST_LIFE) {
        return seconds;
      }
    } catch (BadRequestException e) {
      throw malformed("ttl");
    }
    throw malformed("ttl");
  }

  /** Unlike the genuine daemon's keys, those of the gateway are told by name if they are wrong. */
  private String field(String key, Pattern form) throws BadRequestException {
    if (object.get(key) instanceof JsonString value && form.matcher(value.getString()).matches()) {
      return value.getString();
    }
    throw malformed(key);
  }

  private static BadRequestException malformed(String key) {
    return new BadRequestException(MALFORMED + ": " + key);
  }

  private String text(String key) throws BadRequestException {
    if (object.get(key) instanceof JsonString value) {
      return value.getString();
    }
    throw new BadRequestException(MALFORMED);
  }

  /** The genuine daemon takes text for a number, and clients came to rely on it. */
  private int number(String key, int least) throws BadRequestException {
    JsonValue value = object.get(key);
    String digits = "";
    if (value instanceof JsonNumber number && number.isIntegral()) {
      digits = number.toString();
    } else if (value instanceof JsonString text) {
      digits = text.getString().strip();
    }
    if (digits.matches("[0-9]{1,5}")) {
      int found = Integer.parseInt(digits);
      if (found >= least && found <= MAX_PORT) {
        return found;
      }
    }
    throw new BadRequestException(MALFORMED);
  }

  private String host() throws BadRequestException {
    String host = text("destination_address").strip();
    if (host.isEmpty() || host.length() > MAX_HOST) {
      throw new BadRequestException(MALFORMED);
    }
    return host;
  }

  /** An empty one would open the console to all. */
  private String password() throws BadRequestException {
    String password = text("password");
    if (!VncChallenge.isPassword(password)) {
      throw new BadRequestException(MALFORMED);
    }
    return password;
  }

  /** The genuine daemon's words of a type that there is not. */
  private ConsoleType type(boolean required) throws BadRequestException {
    if (!required && !object.containsKey("type")) {
      return ConsoleType.VNC;
    }
    String word = text("type");
    Optional<ConsoleType> type = ConsoleType.of(word);
    if (type.isEmpty()) {
      String shown = word.length() > MAX_TYPE ? word.substring(0, MAX_TYPE) : word;
      throw new BadRequestException(shown + " not supported");
    }
    return type.get();
  }
}
