/**
 * Backends: the Ganeti clusters that carry servers, and the clients that reach them. Main entries:
 * {@code Backends}, {@code RapiClients}. Imports: kernel, settings, {@code ganeti} (client side),
 * persistence, CDI, transactions.
 */
@NullMarked
package io.synnefo.backend;

import org.jspecify.annotations.NullMarked;
