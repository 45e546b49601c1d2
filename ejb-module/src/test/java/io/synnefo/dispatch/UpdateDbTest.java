package io.synnefo.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import org.junit.jupiter.api.Test;

/**
 * What the handler does with messages that are no instance events; it has nobody to hand one on to.
 */
class UpdateDbTest {
  private final UpdateDb handler = new UpdateDb();

  @Test
  void aDaemonsProbeIsDropped() {
    byte[] probe = MessageCodec.encode(new Probe("node1.gnt.test", "ganeti.snf.event.op"));
    assertDoesNotThrow(() -> handler.onMessage(Messages.of(probe)));
  }

  @Test
  void anEventOfAnotherKindIsRefused() {
    String event =
        """
        {"type": "ganeti-cluster-status", "cluster": "c1", "jobId": 7, "status": "success",
         "operation": "OP_CLUSTER_SET_PARAMS", "event_time": [1795338810, 370961]}
        """;
    MessageRefusedException refused =
        assertThrows(MessageRefusedException.class, () -> handler.onMessage(Messages.of(event)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("type: "));
  }
}
