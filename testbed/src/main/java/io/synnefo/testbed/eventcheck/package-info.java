/**
 * The judge of the event daemon: does what arrived at the broker agree with Ganeti's job files? It
 * reads both by its own rules and imports nothing of the daemon, so that a mistake of one is no
 * mistake of the other.
 */
@NullMarked
package io.synnefo.testbed.eventcheck;

import org.jspecify.annotations.NullMarked;
