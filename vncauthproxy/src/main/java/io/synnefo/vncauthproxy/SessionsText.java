package io.synnefo.vncauthproxy;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.GatewayGrant;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The consoles that there are, for people and for programs. */
final class SessionsText {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final List<String> HEADS =
      List.of(
          "SESSION", "TYPE", "STATE", "SINCE", "NODE", "VIEWER", "IN", "OUT", "SERVER", "USER",
          "PROJECT");

  private SessionsText() {}

  /** One object, {@code {"sessions": [...]}}, on one line. */
  static String json(List<ConsoleView> consoles) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    for (ConsoleView console : consoles) {
      JsonObjectBuilder one =
          JSON.createObjectBuilder()
              .add("session", console.session())
              .add("console", console.name())
              .add("type", console.type())
              .add("state", console.state().word)
              .add("since", console.since().toString())
              .add("node", console.target())
              .add("viewer", console.viewer())
              .add("bytes_in", console.in())
              .add("bytes_out", console.out());
      GatewayGrant grant = console.grant();
      if (grant != null) {
        one.add("server", grant.server()).add("user", grant.user());
      }
      if (!console.project().isEmpty()) {
        one.add("project", console.project());
      }
      all.add(one);
    }
    return JSON.createObjectBuilder().add("sessions", all).build() + "\n";
  }

  /** A line a console below the heads, in columns. */
  static String table(List<ConsoleView> consoles) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADS);
    consoles.forEach(console -> lines.add(line(console)));
    int[] widths = new int[HEADS.size()];
    for (List<String> line : lines) {
      for (int n = 0; n < widths.length; n++) {
        widths[n] = Math.max(widths[n], line.get(n).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int n = 0; n < widths.length; n++) {
        text.append(line.get(n)).append(" ".repeat(widths[n] - line.get(n).length() + 2));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static List<String> line(ConsoleView console) {
    GatewayGrant grant = console.grant();
    return List.of(
        console.session(),
        console.type(),
        console.state().word,
        console.since().toString(),
        console.target(),
        shown(console.viewer()),
        Long.toString(console.in()),
        Long.toString(console.out()),
        grant == null ? "-" : shown(grant.server()),
        grant == null ? "-" : shown(grant.user()),
        shown(console.project()));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "-" : Printable.of(text);
  }
}
