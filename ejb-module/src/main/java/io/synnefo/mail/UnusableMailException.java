package io.synnefo.mail;

import java.io.Serial;

/** A mail that was asked for can never be composed; says why, and nothing of its content. */
public final class UnusableMailException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UnusableMailException(String reason) {
    super(reason);
  }
}
