package io.synnefo.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import jakarta.jms.BytesMessage;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/**
 * What the handler does with messages that are no instance events; it has nobody to hand one on to.
 */
class UpdateDbTest {
  private final UpdateDb handler = new UpdateDb();

  @Test
  void aDaemonsProbeIsDropped() {
    byte[] probe = MessageCodec.encode(new Probe("node1.gnt.test", "ganeti.snf.event.op"));
    assertDoesNotThrow(() -> handler.onMessage(message(probe)));
  }

  @Test
  void anEventOfAnotherKindIsRefused() {
    byte[] event =
        """
        {"type": "ganeti-cluster-status", "cluster": "c1", "jobId": 7, "status": "success",
         "operation": "OP_CLUSTER_SET_PARAMS", "event_time": [1795338810, 370961]}
        """
            .getBytes(UTF_8);
    MessageRefusedException refused =
        assertThrows(MessageRefusedException.class, () -> handler.onMessage(message(event)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("type: "));
  }

  private static BytesMessage message(byte[] body) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getBody")) {
                return body;
              }
              throw new AssertionError("nobody is to call " + method.getName());
            });
  }
}
