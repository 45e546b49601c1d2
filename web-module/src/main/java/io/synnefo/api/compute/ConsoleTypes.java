package io.synnefo.api.compute;

import io.synnefo.api.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kinds of consoles that Nova knows. Here is noVNC; the others no server has. */
final class ConsoleTypes {
  static final String NOVNC = "novnc";

  /** Nova's actions up to 2.5, and the types that each takes. */
  static final Map<String, List<String>> BY_ACTION =
      Map.of(
          "os-getVNCConsole", List.of(NOVNC, "xvpvnc"),
          "os-getSPICEConsole", List.of("spice-html5"),
          "os-getRDPConsole", List.of("rdp-html5"),
          "os-getSerialConsole", List.of("serial"));

  private static final List<String> PROTOCOLS = List.of("vnc", "spice", "rdp", "serial");
  private static final List<String> TYPES =
      List.of(NOVNC, "xvpvnc", "spice-html5", "rdp-html5", "serial");

  private ConsoleTypes() {}

  /**
   * What a body of {@code remote-consoles} asks for.
   *
   * @param withMks whether protocol {@code mks} is known, as from 2.8 on
   */
  static Remote remote(Fields body, boolean withMks) {
    body.only(Set.of("remote_console"));
    Fields console = body.inner("remote_console");
    console.only(Set.of("protocol", "type"));
    return new Remote(
        console.oneOf("protocol", and(PROTOCOLS, withMks, "mks")),
        console.oneOf("type", and(TYPES, withMks, "webmks")));
  }

  /** The only member of the action of that name. */
  static String ofAction(Fields body, String action, List<String> known) {
    Fields console = body.inner(action);
    console.only(Set.of("type"));
    return console.oneOf("type", known);
  }

  private static List<String> and(List<String> known, boolean more, String another) {
    if (!more) {
      return known;
    }
    List<String> all = new ArrayList<>(known);
    all.add(another);
    return all;
  }

  /** A protocol and a type, which need not fit each other. */
  record Remote(String protocol, String type) {
    /** The type; by a protocol that has no such type it is one that no server has. */
    String kind() {
      boolean fits = !type.equals(NOVNC) || protocol.equals("vnc");
      return fits ? type : protocol + " " + type;
    }
  }
}
