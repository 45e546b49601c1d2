/**
 * Inbound RabbitMQ for message-driven beans; owns the acknowledgement. Imports: wire,
 * jakarta.resource, jakarta.jms, rabbitmq-jms, amqp-client; never the EJB module.
 */
@NullMarked
package io.synnefo.amqp;

import org.jspecify.annotations.NullMarked;
