package io.synnefo.wire.queue;

/**
 * A durable exchange.
 *
 * @param type topic, direct, fanout or headers
 */
public record Exchange(String name, String type) {}
