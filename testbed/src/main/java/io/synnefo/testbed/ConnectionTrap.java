package io.synnefo.testbed;

import io.synnefo.testbed.TcpProxy.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Catches one connection of a {@link TcpProxy}: the first whose client says certain words. When
 * certain other words come after that, they and all that follows in their direction are held until
 * the connection ends. Words are bytes, written as ISO 8859-1.
 */
public final class ConnectionTrap {
  private final String said;
  private final Direction direction;
  private final Search words;
  private final Map<Object, Search> listening = new WeakHashMap<>();
  private @Nullable Object caught;
  private boolean sprung;

  ConnectionTrap(String said, Direction direction, String words) {
    this.said = said;
    this.direction = direction;
    this.words = new Search(words);
  }

  /** Whether the words came and are held. */
  public synchronized boolean isSprung() {
    return sprung;
  }

  /** These bytes have come on that connection and are not yet on their way. */
  synchronized void see(Object connection, Direction way, byte[] bytes, int count) {
    if (connection == caught) {
      sprung |= way == direction && words.findsIn(bytes, count);
    } else if (caught == null && way == Direction.TO_SERVER) {
      Search search = listening.computeIfAbsent(connection, any -> new Search(said));
      caught = search.findsIn(bytes, count) ? connection : null;
    }
  }

  synchronized boolean holds(Object connection, Direction way) {
    return sprung && connection == caught && way == direction;
  }

  /** Looks for words in a stream that comes in pieces. */
  private static final class Search {
    private final String wanted;
    private String tail = "";

    Search(String wanted) {
      this.wanted = wanted;
    }

    boolean findsIn(byte[] bytes, int count) {
      String text = tail + new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
      tail = text.substring(Math.max(0, text.length() - wanted.length() + 1));
      return text.contains(wanted);
    }
  }
}
