package io.synnefo.eventd;

import java.math.BigDecimal;
import java.util.function.Function;

/** Text in Prometheus' exposition format, version 0.0.4. */
final class Metrics {
  private static final String PREFIX = "synnefo_eventd_";

  private final StringBuilder text = new StringBuilder();

  void gauge(String name, String help, Number value) {
    head(name, "gauge", help);
    sample(name, "", value);
  }

  void counter(String name, String help, Number value) {
    head(name, "counter", help);
    sample(name, "", value);
  }

  /** One sample a routing key. */
  void lanes(String name, String type, DaemonStatus status, Function<LaneStatus, Number> value) {
    head(name, type, "of each routing key");
    for (LaneStatus lane : status.lanes()) {
      sample(name, "{key=\"" + lane.key() + "\"}", value.apply(lane));
    }
  }

  String text() {
    return text.toString();
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, Number value) {
    String plain = new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    text.append(PREFIX).append(name).append(labels).append(' ').append(plain).append('\n');
  }
}
