package io.synnefo.amqp;

import java.io.IOException;

/** The broker is well and said no: the queue takes no more, for now. */
final class NotTaken extends IOException {
  private static final long serialVersionUID = 1L;

  NotTaken(String message) {
    super(message);
  }
}
