package io.synnefo.vncauthproxy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Those who have come and shown nothing yet. However many come there is room for so many; with one
 * more, who has been at it for the longest must go, so that the mute keep nobody out. For any
 * thread.
 */
final class Newcomers<T> {
  private final int most;
  private final Consumer<T> away;
  private final Set<T> all = new LinkedHashSet<>(); // the eldest first

  /** Who must go is handed to {@code away}, by the thread that brings another. */
  Newcomers(int most, Consumer<T> away) {
    this.most = most;
    this.away = away;
  }

  void came(T who) {
    T eldest = null;
    synchronized (all) {
      if (all.size() >= most) {
        eldest = all.iterator().next();
        all.remove(eldest);
      }
      all.add(who);
    }
    if (eldest != null) {
      away.accept(eldest);
    }
  }

  /** He is no newcomer any more. */
  void left(T who) {
    synchronized (all) {
      all.remove(who);
    }
  }

  /** Those that there are now. */
  List<T> all() {
    synchronized (all) {
      return List.copyOf(all);
    }
  }
}
