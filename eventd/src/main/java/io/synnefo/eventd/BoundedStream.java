package io.synnefo.eventd;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream of JSON that ends with an exception when it is too long, or a text in it is, which the
 * parser would hold in memory more than once, or when it takes too long.
 */
final class BoundedStream extends FilterInputStream {
  static final int MAX_TEXT = 1 << 20;

  private final int most;
  private final long end;
  private long left;
  private boolean inText;
  private boolean escaped;
  private int length; // of the text, or of a number

  /** It is longer than it may be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }

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
      throw new TooLongException("more than " + most + " bytes");
    }
    for (int at = offset; at < offset + read; at++) {
      measure(bytes[at]);
    }
    return read;
  }

  private void measure(byte next) throws TooLongException {
    length++;
    if (escaped) {
      escaped = false;
    } else if (inText && next == '\\') {
      escaped = true;
    } else if (next == '"') {
      inText = !inText;
      length = 0;
    } else if (!inText && (next < '0' || next > '9')) {
      length = 0;
    }
    if (length > MAX_TEXT) {
      throw new TooLongException("a text of more than " + MAX_TEXT + " bytes");
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new IOException("nobody skips here");
  }
}
