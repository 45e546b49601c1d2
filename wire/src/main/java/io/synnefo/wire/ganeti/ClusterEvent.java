package io.synnefo.wire.ganeti;

import org.jspecify.annotations.Nullable;

/**
 * An opcode that changes the cluster itself or one of its node groups ({@code type:
 * ganeti-cluster-status}): that it happened, and nothing of what it set. Whoever needs to know asks
 * Ganeti.
 *
 * @param group the node group; null if the opcode is about the cluster, as the old daemon's all are
 */
public record ClusterEvent(OpState op, @Nullable String group) implements GanetiEvent {
  static final String TYPE = "ganeti-cluster-status";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return group == null ? cluster() : group;
  }
}
