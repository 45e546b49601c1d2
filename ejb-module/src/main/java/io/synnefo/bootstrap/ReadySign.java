package io.synnefo.bootstrap;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Puts up and takes down the {@link ApplicationMBean}. */
final class ReadySign {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** The MBean is there and says {@code schemaVersion}; a left-over one is replaced. */
  void putUp(String schemaVersion) {
    takeDown();
    try {
      ApplicationMBean ready = () -> schemaVersion;
      server.registerMBean(new StandardMBean(ready, ApplicationMBean.class), name());
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + ApplicationMBean.NAME, e);
    }
  }

  /** The MBean is not there. */
  void takeDown() {
    try {
      if (server.isRegistered(name())) {
        server.unregisterMBean(name());
      }
    } catch (JMException e) {
      throw new IllegalStateException("cannot unregister " + ApplicationMBean.NAME, e);
    }
  }

  private static ObjectName name() throws JMException {
    return new ObjectName(ApplicationMBean.NAME);
  }
}
