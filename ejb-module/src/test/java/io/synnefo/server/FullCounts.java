package io.synnefo.server;

import java.util.List;

/** Whether the tests run with the full counts of an issue: {@code ./synnefo test --long NAME}. */
final class FullCounts {
  private FullCounts() {}

  static boolean of(String... names) {
    return List.of(names).contains(System.getProperty("synnefo.long", ""));
  }
}
