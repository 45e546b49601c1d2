package io.synnefo.ganeti;

import org.jspecify.annotations.Nullable;

/**
 * A node as Ganeti shows it. Sizes are null while its daemon does not answer, and of a node that is
 * offline.
 *
 * @param drained whether it is to get no new instances
 * @param vmCapable whether it carries instances at all
 * @param instances of which it is the primary node
 */
public record NodeInfo(
    String name,
    boolean offline,
    boolean drained,
    boolean vmCapable,
    @Nullable Integer cpus,
    @Nullable Long memoryTotalMib,
    @Nullable Long memoryFreeMib,
    @Nullable Long diskTotalMib,
    @Nullable Long diskFreeMib,
    int instances) {}
