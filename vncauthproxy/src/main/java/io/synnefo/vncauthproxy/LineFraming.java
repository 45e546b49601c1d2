package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;

/** A question that ends with given bytes: a line, or the head of an HTTP request. */
final class LineFraming implements Framing {
  static final String LINE = "\n";
  static final String HEAD = "\r\n\r\n";

  private final byte[] end;
  private int seen;

  LineFraming(String end) {
    this.end = end.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public State next(byte one) {
    // of both ends, only the first byte can begin it anew
    seen = one == end[seen] ? seen + 1 : one == end[0] ? 1 : 0;
    return seen == end.length ? State.COMPLETE : State.MORE;
  }
}
