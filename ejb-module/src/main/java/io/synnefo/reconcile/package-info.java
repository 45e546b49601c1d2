/**
 * Brings servers to what Ganeti shows when no event will: a safety net, slow on purpose. Main
 * entry: {@code StuckTaskSweep}. Imports: features, {@code ganeti}, wire's events, EJB timers and
 * executors; never JMS nor dispatch.
 */
@NullMarked
package io.synnefo.reconcile;

import org.jspecify.annotations.NullMarked;
