package io.synnefo.server;

/** Whether the tests run with the full counts of an issue: {@code ./synnefo test --long NAME}. */
final class FullCounts {
  private FullCounts() {}

  static boolean of(String name) {
    return System.getProperty("synnefo.long", "").equals(name);
  }
}
