package io.synnefo.api.http;

import jakarta.json.JsonObject;

/** A {@link Problem} in the shape that each API's clients understand. */
final class ProblemBodies {
  private ProblemBodies() {}

  /** {@code {"itemNotFound": {"code": 404, "message": ...}}}. */
  static JsonObject compute(Problem problem) {
    JsonDoc inner = JsonDoc.object().put("code", problem.status());
    return JsonDoc.object().put(problem.key(), inner.put("message", problem.message())).build();
  }

  /** {@code {"error": {"code": 404, "message": ..., "title": "Not Found"}}}. */
  static JsonObject identity(Problem problem) {
    JsonDoc inner = JsonDoc.object().put("code", problem.status());
    inner.put("message", problem.message()).put("title", problem.title());
    return JsonDoc.object().put("error", inner).build();
  }

  /** What the Image API says to those who accept JSON. */
  static JsonObject image(Problem problem) {
    return JsonDoc.object()
        .put("message", problem.message() + "<br /><br />\n\n\n")
        .put("code", problem.status() + " " + problem.title())
        .put("title", problem.title())
        .build();
  }

  /** What the Image API says to everybody else. */
  static String imagePage(Problem problem) {
    String title = problem.status() + " " + problem.title();
    return "<html>\n <head>\n  <title>"
        + title
        + "</title>\n </head>\n <body>\n  <h1>"
        + title
        + "</h1>\n  "
        + escape(problem.message())
        + "<br /><br />\n\n\n </body>\n</html>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
