package io.synnefo.vncauthproxy;

/** Answers questions; called by the thread of the loop, which it must not hold up. */
interface Answering {
  /**
   * Sooner or later the reply is sent.
   *
   * @param complete whether it ended as it should; else it is malformed, cut off or too long
   */
  void answer(Loop loop, boolean complete, byte[] question, Reply reply);
}
