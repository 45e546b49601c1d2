package io.synnefo.admin;

import io.synnefo.wire.queue.ConsumerMXBean;
import io.synnefo.wire.queue.QueueReadiness;
import io.synnefo.wire.text.PrometheusText;
import io.synnefo.wire.text.PrometheusText.Label;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The adapter's consumers of this instance. */
@ApplicationScoped
class Consumers {
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  /** The families of figures are written. */
  void write(PrometheusText out) {
    SortedMap<String, List<Number>> values = values();
    for (int i = 0; i < QueueFigure.ALL.size(); i++) {
      QueueFigure figure = QueueFigure.ALL.get(i);
      out.family(figure.name(), figure.kind(), figure.help());
      for (Map.Entry<String, List<Number>> queue : values.entrySet()) {
        out.sample(List.of(new Label("queue", queue.getKey())), queue.getValue().get(i));
      }
    }
  }

  /**
   * Each queue that has a handler but is not handled, by the measure of {@code /health/ready}, with
   * why; nothing when all is well.
   */
  List<String> idle() {
    SortedMap<String, ConsumerMXBean> all = all();
    if (all.isEmpty()) {
      return List.of("no queue is handled: this instance has no consumers");
    }
    List<String> lines = new ArrayList<>();
    all.forEach(
        (queue, consumer) -> idle(consumer).ifPresent(why -> lines.add(queue + ": " + why)));
    return lines;
  }

  private static Optional<String> idle(ConsumerMXBean consumer) {
    try {
      return QueueReadiness.of(consumer).isReady()
          ? Optional.empty()
          : Optional.of(
              "nothing is handled, for "
                  + consumer.getSilentSeconds()
                  + " s now; "
                  + consumer.getState());
    } catch (UndeclaredThrowableException e) {
      return Optional.of("nothing is handled; its consumer has just ended");
    }
  }

  /** By queue, in the order of the figures; none of a consumer that ends meanwhile. */
  private SortedMap<String, List<Number>> values() {
    SortedMap<String, List<Number>> all = new TreeMap<>();
    for (Map.Entry<String, ConsumerMXBean> queue : all().entrySet()) {
      try {
        List<Number> values = new ArrayList<>();
        QueueFigure.ALL.forEach(figure -> values.add(figure.value().apply(queue.getValue())));
        all.put(queue.getKey(), values);
      } catch (UndeclaredThrowableException e) {
        all.remove(queue.getKey());
      }
    }
    return all;
  }

  private SortedMap<String, ConsumerMXBean> all() {
    SortedMap<String, ConsumerMXBean> all = new TreeMap<>();
    for (ObjectName name : beans.queryNames(names(), null)) {
      all.put(name.getKeyProperty("queue"), JMX.newMXBeanProxy(beans, name, ConsumerMXBean.class));
    }
    return all;
  }

  private static ObjectName names() {
    try {
      return ObjectName.getInstance(ConsumerMXBean.NAME + "*");
    } catch (MalformedObjectNameException e) {
      throw new LinkageError(ConsumerMXBean.NAME, e);
    }
  }
}
