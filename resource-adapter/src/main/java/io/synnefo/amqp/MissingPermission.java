package io.synnefo.amqp;

import java.io.IOException;

/** The broker does not let our user declare or bind; the message names what lacks, and on what. */
final class MissingPermission extends IOException {
  private static final long serialVersionUID = 1L;

  MissingPermission(String permission, String brokersWords, IOException cause) {
    super(
        "the broker's user lacks permission to "
            + permission
            + " (rabbitmqctl set_permissions): "
            + brokersWords,
        cause);
  }
}
