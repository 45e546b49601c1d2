/**
 * Questions that travel through Ganeti, its event daemon and the broker, and their answers. Main
 * entry: {@code Heartbeats}. Imports: kernel, persistence, CDI, transactions.
 */
@NullMarked
package io.synnefo.heartbeat;

import org.jspecify.annotations.NullMarked;
