package io.synnefo.server;

import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import java.util.UUID;

/** The faults of servers, in the words OpenStack's clients know. */
final class ServerFaults {
  private ServerFaults() {}

  /** For what does not exist, what is deleted and what is another project's alike. */
  static Fault notFound(UUID id) {
    return new Fault(FaultCode.ITEM_NOT_FOUND, "Instance " + id + " could not be found.");
  }

  static Fault badRequest(String message) {
    return new Fault(FaultCode.BAD_REQUEST, message);
  }

  static Fault forbidden(String message) {
    return new Fault(FaultCode.FORBIDDEN, message);
  }

  static Fault tooManyWait() {
    return new Fault(
        FaultCode.SERVICE_UNAVAILABLE,
        "Too many requests wait for the clusters now. Nothing was changed; please try again.");
  }

  /** The message does not repeat Ganeti's: it may name hosts of the operator. */
  static Fault backendUnavailable(RapiException cause) {
    return new Fault(
        FaultCode.SERVICE_UNAVAILABLE,
        "The cluster that is to carry this out did not take the request. Nothing was changed.",
        cause);
  }
}
