package io.synnefo.testbed.console;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The keys of a viewer that has been let in. */
final class Keyboard {
  private static final int SERVER_INIT = 20;
  private static final byte KEY_EVENT = 4;

  private final Line line;

  /** The viewer wants to share the screen, and has heard the server's name. */
  Keyboard(Line line) throws IOException {
    this.line = line;
    line.send((byte) 1);
    line.read(SERVER_INIT);
    line.read(Rfb.number(line));
  }

  /** Each key is pressed and let go; letters are their own key symbols. */
  void type(String letters) throws IOException {
    for (int n = 0; n < letters.length(); n++) {
      send((byte) 1, letters.charAt(n));
      send((byte) 0, letters.charAt(n));
    }
  }

  private void send(byte down, int symbol) throws IOException {
    ByteBuffer event = ByteBuffer.allocate(2 * Integer.BYTES);
    line.send(event.put(KEY_EVENT).put(down).putShort((short) 0).putInt(symbol).array());
  }
}
