package io.synnefo.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ReadySignTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  void theSignSaysTheSchemaVersionUntilItIsTakenDown() throws JMException {
    ObjectName name = new ObjectName(ApplicationMBean.NAME);
    ReadySign sign = new ReadySign();
    sign.putUp("001");
    sign.putUp("002");
    assertEquals("002", server.getAttribute(name, "SchemaVersion"));
    sign.takeDown();
    assertFalse(server.isRegistered(name));
    sign.takeDown();
  }
}
