package io.synnefo.vncauthproxy;

/** Says where a question ends that nobody counts the bytes of. */
interface Framing {
  enum State {
    MORE,
    COMPLETE,
    MALFORMED
  }

  /** Where the question stands after this byte; once it is not {@code MORE}, none follows. */
  State next(byte one);
}
