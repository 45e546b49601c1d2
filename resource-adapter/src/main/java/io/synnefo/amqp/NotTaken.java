package io.synnefo.amqp;

import java.io.IOException;

/** The broker is well and refused a message: its queue is full, or has no leader. */
final class NotTaken extends IOException {
  private static final long serialVersionUID = 1L;

  NotTaken(String message) {
    super(message);
  }
}
