/** What the Ganeti event daemon tells the cloud. Imports: java, jakarta.json, wire.text. */
@NullMarked
package io.synnefo.wire.ganeti;

import org.jspecify.annotations.NullMarked;
