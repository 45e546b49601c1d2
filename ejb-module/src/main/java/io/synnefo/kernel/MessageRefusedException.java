package io.synnefo.kernel;

import java.io.Serial;

/**
 * A message can never be understood. Whoever delivered it does not deliver it again: it goes to the
 * dead letters with this message as the reason. The adapter knows this class by its name.
 */
public class MessageRefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** The reason tells the field at fault and which event it is, and nothing else of the content. */
  public MessageRefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
