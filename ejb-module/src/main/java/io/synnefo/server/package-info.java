/**
 * Servers: the row a user sees, what may be asked of it, and what Ganeti's events do to it. Main
 * entries: {@code CreateServer} and its kin for requests, {@code ApplyInstanceEvent} for events,
 * {@code ServerViews} for reading.
 *
 * <p>Imports: kernel, settings, flavor, image, backend, {@code ganeti} (its client and records),
 * wire (in {@code Apply*} and the decider only), persistence, CDI, transactions. Never REST, JMS,
 * batch, nor dispatch or reconcile.
 */
@NullMarked
package io.synnefo.server;

import org.jspecify.annotations.NullMarked;
