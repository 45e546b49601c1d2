/**
 * Consoles of servers: asks a VNC proxy to open one, and makes sure that it is still the server's
 * when it has. Main entry: {@code OpenConsole}. Imports: kernel, settings, server, backend, {@code
 * ganeti} (its client and records), wire's consoles, JNDI for the connector, CDI; never
 * persistence, REST, JMS nor batch.
 */
@NullMarked
package io.synnefo.console;

import org.jspecify.annotations.NullMarked;
