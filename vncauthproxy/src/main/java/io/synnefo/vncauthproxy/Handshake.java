package io.synnefo.vncauthproxy;

/** One side of a conversation in which each side knows how many bytes the other one says next. */
interface Handshake {
  /** What this side begins with. */
  Step open();

  /** How many bytes it waits for; never 0 while it does. */
  int wanted();

  /** What follows from those bytes, which are as many as it waited for. */
  Step take(byte[] said);
}
