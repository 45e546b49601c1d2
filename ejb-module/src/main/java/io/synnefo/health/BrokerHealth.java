package io.synnefo.health;

import io.synnefo.wire.queue.QueueReadiness;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up when every queue that has a handler is consumed, or was so a moment ago. Of each queue the
 * state is a line, such as the broker refusing our password; of one that has a handler also how
 * many messages are to be handled at a time, how many can be, and whether some are kept because the
 * infrastructure is at fault. The figures are the resource adapter's.
 */
@Readiness
@ApplicationScoped
public class BrokerHealth implements HealthCheck {
  private static final String CONSUMERS = "io.synnefo:type=Consumer,queue=*";

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("broker");
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      SortedSet<ObjectName> consumers =
          new TreeSet<>(beans.queryNames(ObjectName.getInstance(CONSUMERS), null));
      boolean up = !consumers.isEmpty();
      for (ObjectName consumer : consumers) {
        up &= isReady(beans, consumer, answer);
      }
      return answer.status(up).build();
    } catch (JMException e) {
      return answer.down().withData("error", String.valueOf(e.getMessage())).build();
    }
  }

  private static boolean isReady(
      MBeanServer beans, ObjectName consumer, HealthCheckResponseBuilder answer)
      throws JMException {
    String queue = consumer.getKeyProperty("queue");
    int sessions = (Integer) beans.getAttribute(consumer, "Sessions");
    answer.withData(queue, (String) beans.getAttribute(consumer, "State"));
    if (sessions > 0) {
      answer.withData(queue + ".sessions", sessions);
      answer.withData(queue + ".consuming", (Integer) beans.getAttribute(consumer, "Consuming"));
      answer.withData(queue + ".paused", (Integer) beans.getAttribute(consumer, "Held") > 0);
    }
    return new QueueReadiness(
            sessions,
            (Boolean) beans.getAttribute(consumer, "EverConnected"),
            Duration.ofSeconds((Long) beans.getAttribute(consumer, "SilentSeconds")))
        .isReady();
  }
}
