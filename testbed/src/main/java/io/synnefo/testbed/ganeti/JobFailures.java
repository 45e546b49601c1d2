package io.synnefo.testbed.ganeti;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs that a test wants to fail. */
final class JobFailures {
  private final Map<String, String> next = new ConcurrentHashMap<>();

  void failNext(String opId, String message) {
    next.put(opId, message);
  }

  Optional<String> take(String opId) {
    return Optional.ofNullable(next.remove(opId));
  }
}
