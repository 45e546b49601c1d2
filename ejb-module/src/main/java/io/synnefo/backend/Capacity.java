package io.synnefo.backend;

import io.synnefo.ganeti.NodeInfo;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster has room for. Sizes are sums over the nodes that may get new instances.
 *
 * @param nodes all of them
 * @param nodesInUse those that may get new instances: not offline, not drained, capable of it
 * @param instances those of all nodes
 */
public record Capacity(
    int nodes,
    int nodesInUse,
    int vcpus,
    long memoryTotalMib,
    long memoryFreeMib,
    long diskTotalMib,
    long diskFreeMib,
    int instances) {

  /** That of these nodes; a size that a node does not tell counts as none. */
  public static Capacity of(List<NodeInfo> nodes) {
    List<NodeInfo> inUse =
        nodes.stream().filter(n -> !n.offline() && !n.drained() && n.vmCapable()).toList();
    return new Capacity(
        nodes.size(),
        inUse.size(),
        Math.toIntExact(sum(inUse, NodeInfo::cpus)),
        sum(inUse, NodeInfo::memoryTotalMib),
        sum(inUse, NodeInfo::memoryFreeMib),
        sum(inUse, NodeInfo::diskTotalMib),
        sum(inUse, NodeInfo::diskFreeMib),
        Math.toIntExact(sum(nodes, NodeInfo::instances)));
  }

  private static long sum(List<NodeInfo> nodes, Function<NodeInfo, @Nullable Number> size) {
    return nodes.stream().map(size).filter(Objects::nonNull).mapToLong(Number::longValue).sum();
  }
}
