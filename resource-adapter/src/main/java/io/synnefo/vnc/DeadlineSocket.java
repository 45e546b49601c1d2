package io.synnefo.vnc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket of which no read lasts beyond the deadline, not even many that each bring a byte: those
 * of a TLS handshake, say, which are not seen from outside.
 */
final class DeadlineSocket extends Socket {
  private volatile Deadline deadline;

  DeadlineSocket(Deadline deadline) {
    this.deadline = deadline;
  }

  void extend(Deadline later) {
    deadline = later;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(deadline.millis());
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        setSoTimeout(deadline.millis());
        return super.read(into, offset, length);
      }
    };
  }
}
