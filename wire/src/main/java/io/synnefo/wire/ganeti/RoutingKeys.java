package io.synnefo.wire.ganeti;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of the exchange and the routing keys, as snf-ganeti-eventd uses them. */
public final class RoutingKeys {
  /** The topic exchange that event daemons publish to. */
  public static final String EXCHANGE = "ganeti";

  /** The key of events of a cluster as a whole and of its node groups. */
  public static final String CLUSTER = "ganeti.event.cluster";

  /** The key of answers to who asks whether daemons work. */
  public static final String HEARTBEAT = "eventd.heartbeat";

  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private RoutingKeys() {}

  /** Whether the word may stand in a routing key and in front of an instance's name. */
  public static boolean isPrefix(String prefix) {
    return PREFIX.matcher(prefix).matches() && !prefix.endsWith("-");
  }

  /** The key of instance events of a cloud; the prefix has no trailing dash ({@code snf}). */
  public static String instanceEvent(String prefix) {
    return "ganeti." + checked(prefix) + ".event.op";
  }

  /** The key of network events of a cloud. */
  public static String network(String prefix) {
    return "ganeti." + checked(prefix) + ".event.network";
  }

  /** The key of how far images were written, which the monitor on the nodes publishes. */
  public static String progress(String prefix) {
    return "ganeti." + checked(prefix) + ".event.progress";
  }

  /** Every key that an event daemon of those clouds publishes with. */
  public static List<String> ofEvents(List<String> prefixes) {
    List<String> keys = new ArrayList<>();
    for (String prefix : prefixes) {
      keys.add(instanceEvent(prefix));
      keys.add(network(prefix));
    }
    keys.add(CLUSTER);
    keys.add(HEARTBEAT);
    return keys;
  }

  private static String checked(String prefix) {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException("not a prefix: " + prefix);
    }
    return prefix;
  }
}
