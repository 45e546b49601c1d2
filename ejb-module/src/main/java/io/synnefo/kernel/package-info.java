/**
 * Ids, faults, clock, the seed's contract: what every feature may use. Imports: java, jakarta.json,
 * converters of jakarta.persistence, the CDI annotations of {@link io.synnefo.kernel.Clocks}.
 */
@NullMarked
package io.synnefo.kernel;

import org.jspecify.annotations.NullMarked;
