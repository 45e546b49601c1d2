/**
 * Mail: asked for by a message, kept in an outbox by the transaction of its delivery, sent after
 * it. Main entry: {@code AcceptMail}; {@code OutboxSweep} sends what was left, {@code OldMailSweep}
 * forgets what ended long ago.
 *
 * <p>Imports: kernel, settings, the database's clock, {@code wire.mail}, persistence, CDI,
 * transactions, EJB timers and executors, Jakarta Mail (the only one). Never REST, JMS nor
 * dispatch.
 */
@NullMarked
package io.synnefo.mail;

import org.jspecify.annotations.NullMarked;
