package io.synnefo.eventd;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.util.ArrayList;
import java.util.List;

/** Every routing key that an event may have. */
final class EventKeys {
  private EventKeys() {}

  static List<String> all(List<String> prefixes) {
    List<String> keys = new ArrayList<>();
    for (String prefix : prefixes) {
      keys.add(RoutingKeys.instanceEvent(prefix));
      keys.add(RoutingKeys.network(prefix));
    }
    keys.add(RoutingKeys.CLUSTER);
    keys.add(RoutingKeys.HEARTBEAT);
    return keys;
  }

  /**
   * Whether some queue must take what has that key: all but the heartbeat, which may have no
   * reader.
   */
  static boolean isMandatory(String key) {
    return !key.equals(RoutingKeys.HEARTBEAT);
  }
}
