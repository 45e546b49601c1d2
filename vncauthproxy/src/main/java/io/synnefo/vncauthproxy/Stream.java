package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes to and from one peer, whatever they are wrapped in. Nothing here waits. Used by its
 * loop's thread alone.
 */
interface Stream {
  /** Puts into the buffer what has arrived: how much, 0 if nothing is there yet, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /**
   * Takes what fits of the buffers, in their order. What is left of them must be handed in again
   * before anything else is.
   */
  void write(ByteBuffer... from) throws IOException;

  /** Whether everything that was taken is on its way; what is not goes when this is asked again. */
  boolean flush() throws IOException;

  /** Whether something that has arrived is not at the socket any more, which so tells nobody. */
  boolean holdsInput();

  /** The peer will see the end after what was taken; {@link #flush} still has to be asked. */
  void end(End why) throws IOException;

  /** The actor is told when that can be done: to read, to write. */
  void want(boolean read, boolean write);

  /** From now on it is that actor who is told. */
  void handTo(Actor actor);

  /** Where the peer is, for people. */
  String peer();

  /** Asks the peer for a sign of life, where that can be asked. */
  default void ping() throws IOException {}

  /** Counts the peer's signs of life; -1: of this peer none can be asked for. */
  default long signs() {
    return -1;
  }

  /** By the old loop's thread: it is of no loop until {@link #join}. */
  void leave();

  /** By the new loop's thread: it is of that loop; nobody is told of anything yet. */
  void join(Loop loop) throws IOException;

  /** Nothing is left of it. */
  void close();
}
