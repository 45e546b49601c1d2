package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * A failure as its caller may know it, before it takes the shape of one API.
 *
 * @param key the word of the Compute API, such as {@code itemNotFound}
 */
record Problem(int status, String key, String message) {
  private static final Map<Integer, String> KEYS =
      Map.of(
          400, "badRequest",
          401, "unauthorized",
          403, "forbidden",
          404, "itemNotFound",
          405, "badMethod",
          413, "overLimit",
          415, "badMediaType",
          503, "serviceUnavailable");

  /** What is said of {@code thrown}; nothing of an unexpected failure leaks out. */
  static Problem of(Throwable thrown) {
    if (thrown instanceof Fault fault) {
      String message = String.valueOf(fault.getMessage());
      return new Problem(fault.code().httpStatus(), fault.code().jsonKey(), message);
    }
    if (thrown instanceof WebApplicationException web) {
      return of(web.getResponse().getStatus());
    }
    return of(500);
  }

  static Problem of(int status) {
    String message =
        switch (status) {
          case 404 -> "The resource could not be found.";
          case 405 -> "The method is not allowed for this resource.";
          case 406 -> "The resource cannot be shown in a form that the request accepts.";
          case 415 -> "Unsupported Content-Type";
          case 500 -> "Unexpected API error. Please tell the operator the request's id.";
          default -> title(status);
        };
    return new Problem(status, KEYS.getOrDefault(status, "computeFault"), message);
  }

  /** The words of the status line. */
  String title() {
    return title(status);
  }

  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }

  /** An answer that {@link AnswerFilter} will give its body. */
  Response response() {
    return Response.status(status).entity(this).build();
  }
}
