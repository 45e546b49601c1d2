package io.synnefo.server;

/** Fired when a server is due at once; of use only when the transaction has committed. */
public record ServerDue(long serverId) {}
