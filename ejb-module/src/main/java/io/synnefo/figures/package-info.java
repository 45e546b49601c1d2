/**
 * What is counted of the events that were handled, for the operator. Imports: kernel, wire.text;
 * never a feature, persistence, JMS nor {@code jakarta.ws.rs}.
 */
@NullMarked
package io.synnefo.figures;

import org.jspecify.annotations.NullMarked;
