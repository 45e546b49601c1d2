/**
 * Where messages arrive: bytes in, the handler that the queue configuration names, one use case
 * called, in the transaction of the delivery. Imports: wire, the features' {@code Apply*}, {@code
 * AcceptMail}, {@code Heartbeats} and {@code BackendFacts}, kernel, figures, JMS, EJB; never
 * persistence nor {@code ganeti}.
 */
@NullMarked
package io.synnefo.dispatch;

import org.jspecify.annotations.NullMarked;
