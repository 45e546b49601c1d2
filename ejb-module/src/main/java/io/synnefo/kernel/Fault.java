package io.synnefo.kernel;

import java.io.Serial;

/**
 * A request failed for a reason that the caller is told. Unchecked, so that a transaction in
 * progress rolls back. Features have static factories; one mapper per API turns it into a body.
 */
public class Fault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private final FaultCode code;

  /** A fault whose message is shown to the caller as it is: it names what and why, no secrets. */
  public Fault(FaultCode code, String message) {
    super(message);
    this.code = code;
  }

  /** As above; the cause goes to the log only. */
  public Fault(FaultCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What kind of failure it is. */
  public FaultCode code() {
    return code;
  }
}
