package io.synnefo.vncauthproxy;

/** A request that is refused; the message is the reason that its sender is told. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String reason) {
    super(reason, null, false, false); // whoever asks must not make us walk stacks
  }
}
