package io.synnefo.admin;

import io.synnefo.wire.queue.ConsumerMXBean;
import io.synnefo.wire.text.PrometheusText.Kind;
import java.util.List;
import java.util.function.Function;

/** One figure of a queue's consumer, as Prometheus gets it. */
record QueueFigure(String name, Kind kind, String help, Function<ConsumerMXBean, Number> value) {
  static final List<QueueFigure> ALL =
      List.of(
          gauge("connected", "whether messages can come", c -> c.isConnected() ? 1 : 0),
          gauge("sessions", "messages that are to be handled at a time", c -> c.getSessions()),
          gauge("consuming", "sessions that can take a message", c -> c.getConsuming()),
          gauge("paused", "sessions that keep a message", c -> c.getHeld()),
          gauge("waiting", "sessions before another try of a message", c -> c.getWaiting()),
          gauge("silent_seconds", "how long no session could", c -> c.getSilentSeconds()),
          counter("deliveries_total", "messages given to the handler", c -> c.getDelivered()),
          counter("redeliveries_total", "of them, not the first time", c -> c.getRedelivered()),
          counter("committed_total", "messages done and acknowledged", c -> c.getDone()),
          counter("rollbacks_total", "deliveries that did not commit", c -> c.getRolledBack()),
          counter("retries_total", "of them, by the message's fault", c -> c.getRetried()),
          counter("dead_letters_total", "messages given up", c -> c.getDeadLettered()),
          counter("refused_total", "of them, those refused at first sight", c -> c.getRefused()),
          counter("pauses_total", "messages kept, not by their fault", c -> c.getPauses()));

  private static QueueFigure gauge(
      String name, String help, Function<ConsumerMXBean, Number> value) {
    return new QueueFigure("queue_" + name, Kind.GAUGE, help, value);
  }

  private static QueueFigure counter(
      String name, String help, Function<ConsumerMXBean, Number> value) {
    return new QueueFigure("queue_" + name, Kind.COUNTER, help, value);
  }
}
