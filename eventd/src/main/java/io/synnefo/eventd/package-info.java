/** The Ganeti event daemon. Imports: wire, program, JDK, amqp-client; no Jakarta EE but JSON. */
@NullMarked
package io.synnefo.eventd;

import org.jspecify.annotations.NullMarked;
