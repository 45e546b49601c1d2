package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serial;
import java.util.Map;

/** An error answer of RAPI. */
final class RapiError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final Map<Integer, String> EXPLANATIONS =
      Map.of(
          400, "Bad request syntax or unsupported method",
          401, "No permission -- see authorization schemes",
          404, "Nothing matches the given URI",
          415, "Entity body in unsupported format",
          500, "Server got itself in trouble",
          501, "Server does not support this operation",
          503, "The server cannot process the request due to a high load",
          504, "The gateway server did not receive a timely response");

  private final int status;
  private final String text;

  RapiError(int status, String text) {
    super(status + " " + text);
    this.status = status;
    this.text = text;
  }

  int status() {
    return status;
  }

  JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("code", status)
        .add("message", escape(text))
        .add("explain", EXPLANATIONS.getOrDefault(status, ""))
        .build();
  }

  /** Ganeti escapes messages for HTML although they are JSON. */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#x27;");
  }
}
