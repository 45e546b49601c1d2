/**
 * Ganeti's remote API, client side. Imports: kernel, wire, settings, java.net.http (nobody else
 * does), jakarta.json; never persistence or a feature.
 */
@NullMarked
package io.synnefo.ganeti;

import org.jspecify.annotations.NullMarked;
