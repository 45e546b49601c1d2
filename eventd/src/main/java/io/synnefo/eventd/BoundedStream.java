package io.synnefo.eventd;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A stream that ends with an exception when it is too long, or takes too long. */
final class BoundedStream extends FilterInputStream {
  private final int most;
  private final long end;
  private long left;

  BoundedStream(InputStream in, int mostBytes, Duration limit) {
    super(in);
    this.most = mostBytes;
    this.left = mostBytes;
    this.end = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (System.nanoTime() - end > 0) {
      throw new SocketTimeoutException("the answer takes too long");
    }
    int read = in.read(bytes, offset, length);
    left -= Math.max(0, read);
    if (left < 0) {
      throw new IOException("the answer is longer than " + most + " bytes");
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new IOException("nobody skips here");
  }
}
