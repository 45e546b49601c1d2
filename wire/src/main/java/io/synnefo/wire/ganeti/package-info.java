/** What the Ganeti event daemon tells the cloud. Imports: java, jakarta.json; nothing of ours. */
@NullMarked
package io.synnefo.wire.ganeti;

import org.jspecify.annotations.NullMarked;
