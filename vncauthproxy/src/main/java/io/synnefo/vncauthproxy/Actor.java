package io.synnefo.vncauthproxy;

/** Somebody who waits at a loop for sockets. Used by that loop's thread alone. */
interface Actor {
  /** Does what can be done now without waiting; it is called again when there is more. */
  void act();

  /** It will not be called again: lets go of everything, at once. */
  void abandon();
}
