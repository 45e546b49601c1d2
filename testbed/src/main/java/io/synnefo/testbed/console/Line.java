package io.synnefo.testbed.console;

import java.io.Closeable;
import java.io.IOException;

/** A viewer's connection, whatever carries its bytes. For one thread. */
public interface Line extends Closeable {
  /** All of it is on its way. */
  void send(byte... bytes) throws IOException;

  /** The next bytes, as many as that; the end before them is an error. */
  byte[] read(int count) throws IOException;

  /** As many bytes have come and are forgotten. */
  void skip(long count) throws IOException;
}
