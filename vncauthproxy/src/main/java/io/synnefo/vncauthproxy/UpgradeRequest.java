package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A browser's wish to speak by WebSocket (RFC 6455, 4), and what is answered. */
final class UpgradeRequest {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final String SUBPROTOCOL = "binary";

  /**
   * @param accepted whether frames follow
   * @param text all of the answer
   */
  record Answer(boolean accepted, String text) {}

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String target;
  private boolean wellFormed;

  private UpgradeRequest(String head) {
    List<String> lines = Arrays.asList(head.strip().split("\r\n", -1));
    wellFormed = lines.get(0).matches("GET [^ ]+ HTTP/1\\.1");
    target = wellFormed ? lines.get(0).split(" ", -1)[1] : "";
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        wellFormed = false;
      } else {
        headers.merge(
            line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
      }
    }
  }

  static UpgradeRequest of(String head) {
    return new UpgradeRequest(head);
  }

  /**
   * The answer to a request with that head.
   *
   * @param origins of the pages that may; with {@code *} among them those of all. What is no
   *     browser has no origin, and may.
   */
  static Answer answer(String head, List<String> origins) {
    UpgradeRequest request = new UpgradeRequest(head);
    Optional<Answer> rejected = request.rejection("");
    if (rejected.isPresent()) {
      return rejected.get();
    }
    String origin = request.header("origin");
    if (!origin.isEmpty() && !origins.contains("*") && !origins.contains(lower(origin))) {
      return rejected("403 Forbidden", "", "");
    }
    if (request.headers.containsKey("sec-websocket-protocol") && !request.offersBinary()) {
      return rejected("400 Bad Request", "", "");
    }
    return request.acceptance();
  }

  /** The answer to what asks for no WebSocket, with that text; empty: it asks for one. */
  Optional<Answer> rejection(String text) {
    if (!isUpgrade()) {
      return Optional.of(rejected("400 Bad Request", "", text));
    }
    return header("sec-websocket-version").equals("13")
        ? Optional.empty()
        : Optional.of(rejected("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n", text));
  }

  /** What was asked for: the path and the query. */
  String target() {
    return target;
  }

  private boolean isUpgrade() {
    return wellFormed
        && !header("host").isEmpty()
        && hasToken("upgrade", "websocket")
        && hasToken("connection", "upgrade")
        && isKey(header("sec-websocket-key"));
  }

  /** The answer after which frames follow. */
  Answer acceptance() {
    return new Answer(
        true,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + proof(header("sec-websocket-key"))
            + "\r\n"
            + (offersBinary() ? "Sec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n" : "")
            + "\r\n");
  }

  private static Answer rejected(String status, String more, String text) {
    return new Answer(
        false,
        "HTTP/1.1 "
            + status
            + "\r\n"
            + more
            + (text.isEmpty() ? "" : "Content-Type: text/plain\r\n")
            + "Content-Length: "
            + text.length()
            + "\r\nConnection: close\r\n\r\n"
            + text);
  }

  /** Its value, or those of several with a comma between; empty: there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean offersBinary() {
    return hasToken("sec-websocket-protocol", SUBPROTOCOL);
  }

  private boolean hasToken(String name, String token) {
    return Arrays.stream(lower(header(name)).split(",", -1)).anyMatch(t -> t.strip().equals(token));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String proof(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }
}
