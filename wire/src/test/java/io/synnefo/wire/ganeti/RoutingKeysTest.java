package io.synnefo.wire.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingKeysTest {
  @Test
  void theKeysAreTheOldDaemons() {
    assertEquals("ganeti.snf.event.op", RoutingKeys.instanceEvent("snf"));
    assertEquals("ganeti.snf.event.network", RoutingKeys.network("snf"));
    assertEquals("ganeti.event.cluster", RoutingKeys.CLUSTER);
    assertEquals("eventd.heartbeat", RoutingKeys.HEARTBEAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "snf-", "a.b", "*", "#", "SNF", "-a"})
  void aPrefixThatWouldChangeTheKeysShapeIsRefused(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> RoutingKeys.instanceEvent(prefix));
    assertThrows(IllegalArgumentException.class, () -> RoutingKeys.network(prefix));
  }
}
