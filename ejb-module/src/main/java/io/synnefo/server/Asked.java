package io.synnefo.server;

import io.synnefo.backend.Backend;

/**
 * What is on record as asked for and is now to be submitted to Ganeti.
 *
 * @param instance the server's name in Ganeti
 * @param former the task that holds on should Ganeti surely not get this one
 */
record Asked(
    long serverId,
    String instance,
    Backend backend,
    String requestId,
    String verb,
    FormerTask former) {
  /** What Ganeti keeps with the job; {@link ServerSnapshot} knows our jobs by its start. */
  String reason() {
    return requestId + ":" + verb;
  }
}
