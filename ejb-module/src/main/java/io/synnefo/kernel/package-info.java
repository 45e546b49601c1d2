/** Ids, faults, units, clock: what every feature may use. Imports: java only. */
@NullMarked
package io.synnefo.kernel;

import org.jspecify.annotations.NullMarked;
