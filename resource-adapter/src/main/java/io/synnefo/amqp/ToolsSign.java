package io.synnefo.amqp;

import io.synnefo.wire.queue.QueueTools;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Where the application finds {@link QueueTools}. */
final class ToolsSign {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** The tools are there; those of a deployment before are replaced. */
  void putUp(QueueTools tools) {
    takeDown();
    try {
      server.registerMBean(
          new StandardMBean(tools, QueueTools.class), ObjectName.getInstance(QueueTools.NAME));
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + QueueTools.NAME, e);
    }
  }

  void takeDown() {
    try {
      ObjectName name = ObjectName.getInstance(QueueTools.NAME);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("cannot unregister " + QueueTools.NAME, e);
    }
  }
}
