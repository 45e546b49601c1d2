package io.synnefo.kernel;

/**
 * Every way a request can fail for a reason the caller may know, with the word and the HTTP status
 * that OpenStack's clients expect.
 */
public enum FaultCode {
  BAD_REQUEST("badRequest", 400),
  UNAUTHORIZED("unauthorized", 401),
  FORBIDDEN("forbidden", 403),
  ITEM_NOT_FOUND("itemNotFound", 404),
  CONFLICT("conflictingRequest", 409),
  ENTITY_TOO_LARGE("overLimit", 413),
  COMPUTE_FAULT("computeFault", 500),
  SERVICE_UNAVAILABLE("serviceUnavailable", 503);

  private final String jsonKey;
  private final int httpStatus;

  FaultCode(String jsonKey, int httpStatus) {
    this.jsonKey = jsonKey;
    this.httpStatus = httpStatus;
  }

  /** The key of the fault's body in the Compute API. */
  public String jsonKey() {
    return jsonKey;
  }

  /** The status line of the answer. */
  public int httpStatus() {
    return httpStatus;
  }
}
