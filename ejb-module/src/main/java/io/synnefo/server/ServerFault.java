package io.synnefo.server;

import java.time.Instant;

/**
 * Why a server is in ERROR, as its user is told. What Ganeti said may name the operator's machines:
 * it is in the history.
 */
public record ServerFault(int code, String message, Instant at) {
  static ServerFault of(Rule rule, Instant at) {
    String message =
        rule == Rule.SUBMIT_LOST
            ? "The request to build this server got lost on its way to the cluster."
            : "The cluster failed to build this server.";
    return new ServerFault(500, message, at);
  }
}
