package io.synnefo.vnc;

import java.io.Closeable;
import java.io.IOException;

/** The way to a proxy, open. */
interface ControlLink extends Closeable {
  /** The bytes are with the system, in one write: the genuine daemon receives once. */
  void send(byte[] request) throws IOException;

  /**
   * What has come, at least one byte.
   *
   * @return how many bytes, or -1 after the last
   * @throws java.net.SocketTimeoutException when none has come by then
   */
  int read(byte[] into, Deadline deadline) throws IOException;
}
