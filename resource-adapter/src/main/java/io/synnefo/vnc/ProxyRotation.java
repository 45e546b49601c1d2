package io.synnefo.vnc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In which order proxies are asked: each time another one is first, so that load spreads, and those
 * that could not be asked just now are last.
 */
final class ProxyRotation {
  static final Duration LAST_FOR = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final @Nullable Long[] failedAt;
  private int first;

  ProxyRotation(int proxies, LongSupplier nanos) {
    this.nanos = nanos;
    this.failedAt = new Long[proxies];
  }

  /** All of them by their places in the settings. */
  synchronized List<Integer> next() {
    int count = failedAt.length;
    List<Integer> order = new ArrayList<>(count);
    List<Integer> last = new ArrayList<>();
    IntStream.range(0, count)
        .map(i -> (first + i) % count)
        .forEach(i -> (isLast(i) ? last : order).add(i));
    first = count == 0 ? 0 : (first + 1) % count;
    order.addAll(last);
    return order;
  }

  private boolean isLast(int proxy) {
    Long failed = failedAt[proxy];
    return failed != null && nanos.getAsLong() - failed < LAST_FOR.toNanos();
  }

  /** It could not be asked; whether that is news. */
  synchronized boolean failed(int proxy) {
    boolean known = isLast(proxy);
    failedAt[proxy] = nanos.getAsLong();
    return !known;
  }

  /** It answered, whatever it said; whether that is news. */
  synchronized boolean answered(int proxy) {
    boolean news = failedAt[proxy] != null;
    failedAt[proxy] = null;
    return news;
  }
}
