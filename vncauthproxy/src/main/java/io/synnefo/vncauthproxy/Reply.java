package io.synnefo.vncauthproxy;

/** Where the answer to a question goes, once; for the thread of the question's loop. */
interface Reply {
  /** It is sent, and the connection ends; if that cannot be, it is lost, and that is run. */
  void send(byte[] answer, Runnable lost);
}
