/**
 * What {@code ./synnefo bench} measures: figures of a running cloud of this machine, printed and
 * never asserted. May import the wire format and clients; nothing imports it.
 */
@NullMarked
package io.synnefo.testbed.bench;

import org.jspecify.annotations.NullMarked;
