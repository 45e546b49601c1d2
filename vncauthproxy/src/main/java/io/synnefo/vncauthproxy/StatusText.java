package io.synnefo.vncauthproxy;

import io.synnefo.wire.text.PrometheusText;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** The proxy's status for people, for programs and for Prometheus. */
final class StatusText {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private StatusText() {}

  /** On one line. */
  static String json(ProxyStatus status) {
    ProxyStatus.Counts counts = status.counts();
    JsonObjectBuilder all =
        JSON.createObjectBuilder()
            .add("healthy", status.isHealthy())
            .add("problems", JSON.createArrayBuilder(status.problems()))
            .add("version", status.version())
            .add("started", status.started().toString())
            .add("consoles", status.consoles())
            .add("consoles_max", status.mostConsoles())
            .add("free_ports", status.freePorts())
            .add("ports", status.ports())
            .add("users", status.users())
            .add("requests", counts.requests())
            .add("refused", counts.refused())
            .add("opened", counts.opened())
            .add("entered", counts.entered())
            .add("turned_away", counts.turnedAway())
            .add("nobody_came", counts.nobodyCame())
            .add("bytes", counts.bytes());
    ProxyStatus.AtGateway gateway = status.gateway();
    if (gateway != null) {
      JsonObjectBuilder refused = JSON.createObjectBuilder();
      gateway.refused().forEach((why, count) -> refused.add(why.label(), count));
      all.add(
          "gateway",
          JSON.createObjectBuilder()
              .add("waiting", gateway.waiting())
              .add("live", gateway.live())
              .add("refused", refused));
    }
    return all.build() + "\n";
  }

  /** A few lines. */
  static String table(ProxyStatus status) {
    StringBuilder out = new StringBuilder();
    ProxyStatus.Counts counts = status.counts();
    line(out, "synnefo-vncauthproxy", status.version() + ", since " + status.started());
    line(out, "health", status.isHealthy() ? "well" : "needs an operator");
    status.problems().forEach(problem -> line(out, "", problem));
    line(
        out,
        "consoles",
        "%d now of %d at most, %d so far"
            .formatted(status.consoles(), status.mostConsoles(), counts.opened()));
    line(out, "ports", status.freePorts() + " of " + status.ports() + " are free");
    line(out, "users", Integer.toString(status.users()));
    line(out, "requests", counts.requests() + ", of which refused: " + counts.refused());
    line(
        out,
        "viewers",
        "%d entered, %d turned away, %d never came"
            .formatted(counts.entered(), counts.turnedAway(), counts.nobodyCame()));
    ProxyStatus.AtGateway gateway = status.gateway();
    if (gateway != null) {
      long refused = gateway.refused().values().stream().mapToLong(Long::longValue).sum();
      line(
          out,
          "gateway",
          "%d sessions wait, %d are live; %d viewers refused so far"
              .formatted(gateway.waiting(), gateway.live(), refused));
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String head, String text) {
    out.append("%-22s %s%n".formatted(head, text));
  }

  /** As Prometheus reads it. */
  static String metrics(ProxyStatus status) {
    PrometheusText out = new PrometheusText("synnefo_vncauthproxy_");
    ProxyStatus.Counts counts = status.counts();
    out.gauge("up", "whether nothing needs an operator", status.isHealthy() ? 1 : 0);
    out.gauge("consoles", "consoles that wait or are seen", status.consoles());
    out.gauge("consoles_max", "consoles that there may be at once", status.mostConsoles());
    out.gauge("free_ports", "ports of the pool that are free", status.freePorts());
    out.gauge("ports", "ports of the pool", status.ports());
    out.gauge("users", "who may ask over the network", status.users());
    out.counter("requests_total", "requests for consoles", counts.requests());
    out.counter("refused_total", "requests that got none", counts.refused());
    out.counter("opened_total", "consoles that waited for a viewer", counts.opened());
    out.counter("entered_total", "viewers that had the password", counts.entered());
    out.counter("turned_away_total", "viewers that had not", counts.turnedAway());
    out.counter("nobody_came_total", "consoles that nobody came to", counts.nobodyCame());
    out.counter("bytes_total", "bytes of consoles that have ended", counts.bytes());
    ProxyStatus.AtGateway gateway = status.gateway();
    if (gateway != null) {
      gateway(out, gateway);
    }
    return out.text();
  }

  private static void gateway(PrometheusText out, ProxyStatus.AtGateway gateway) {
    out.family("gateway_sessions", PrometheusText.Kind.GAUGE, "sessions of the gateway");
    out.sample(List.of(new PrometheusText.Label("state", "waiting")), gateway.waiting());
    out.sample(List.of(new PrometheusText.Label("state", "live")), gateway.live());
    out.family(
        "gateway_refused_total", PrometheusText.Kind.COUNTER, "viewers that were refused there");
    gateway
        .refused()
        .forEach(
            (why, count) ->
                out.sample(List.of(new PrometheusText.Label("reason", why.label())), count));
  }
}
