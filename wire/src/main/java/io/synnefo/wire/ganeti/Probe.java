package io.synnefo.wire.ganeti;

/**
 * What a daemon sends to see whether some queue takes its messages ({@code type: eventd-probe}); it
 * tells nothing, and who receives it drops it.
 *
 * @param node the node whose daemon asks
 * @param key the routing key that it asks about
 */
public record Probe(String node, String key) implements GanetiMessage {
  static final String TYPE = "eventd-probe";

  @Override
  public String type() {
    return TYPE;
  }
}
