package io.synnefo.vncauthproxy;

import java.util.concurrent.atomic.AtomicInteger;

/** So many may be at once, and no more. For any thread. */
final class Places {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int most) {
    this.most = most;
  }

  /** False if all are taken; who got one gives it back once. */
  boolean take() {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  void give() {
    taken.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}
