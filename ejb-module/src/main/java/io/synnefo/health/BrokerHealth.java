package io.synnefo.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
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
 * Up when every queue's consumer is connected and keeps no message back; each queue's state is a
 * line, such as the broker refusing our password. The figures are the resource adapter's.
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
        up &= (Boolean) beans.getAttribute(consumer, "Connected");
        up &= (Integer) beans.getAttribute(consumer, "Held") == 0;
        answer.withData(
            consumer.getKeyProperty("queue"), (String) beans.getAttribute(consumer, "State"));
      }
      return answer.status(up).build();
    } catch (JMException e) {
      return answer.down().withData("error", String.valueOf(e.getMessage())).build();
    }
  }
}
