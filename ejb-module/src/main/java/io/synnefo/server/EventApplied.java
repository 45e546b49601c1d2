package io.synnefo.server;

/** Fired when an event has had its effect on a server; true only if the transaction commits. */
record EventApplied(String eventId, String instance, HistoryEntry.Change change) {}
