/**
 * Ids, faults, clocks, the seed's contract: what every feature may use. Imports: java,
 * javax.crypto, jakarta.json, wire.text, converters of jakarta.persistence, CDI annotations and the
 * entity manager of {@link io.synnefo.kernel.Clocks} and {@link io.synnefo.kernel.DatabaseClock}.
 */
@NullMarked
package io.synnefo.kernel;

import org.jspecify.annotations.NullMarked;
