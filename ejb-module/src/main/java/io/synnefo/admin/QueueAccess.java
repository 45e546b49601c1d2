package io.synnefo.admin;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.queue.QueueTools;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.NoSuchElementException;
import java.util.function.Function;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The adapter's tools, whose failures become faults. */
@ApplicationScoped
class QueueAccess {
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  /**
   * What the tools answer.
   *
   * @fault badRequest 400 when the question is wrong
   * @fault itemNotFound 404 when there is no such queue or message
   * @fault serviceUnavailable 503 when the broker cannot do it now
   */
  <T> T ask(Function<QueueTools, T> question) {
    try {
      ObjectName name = ObjectName.getInstance(QueueTools.NAME);
      if (!beans.isRegistered(name)) {
        throw new Fault(FaultCode.SERVICE_UNAVAILABLE, "The RabbitMQ adapter is not there.");
      }
      return question.apply(JMX.newMBeanProxy(beans, name, QueueTools.class));
    } catch (NoSuchElementException e) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new Fault(FaultCode.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), e);
    } catch (MalformedObjectNameException e) {
      throw new LinkageError(QueueTools.NAME, e);
    }
  }
}
