/**
 * Forgets events that cannot be taken again, and counts of failures that are left over: the batch
 * job, who starts it, and who asks clusters that are quiet whether they are there (ADR 012). Main
 * entry: {@code SweepInbox}. Imports: kernel, backend, heartbeat, server, {@code ganeti}, batch,
 * EJB timers; never persistence, JMS nor {@code jakarta.ws.rs}.
 */
@NullMarked
package io.synnefo.retention;

import org.jspecify.annotations.NullMarked;
