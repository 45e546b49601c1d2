package io.synnefo.testbed.bench;

/**
 * One measured number.
 *
 * @param key for machines, words joined by dots
 * @param aim what it is to be, as text; empty for what stands beside as a reference
 */
record Figure(String key, String label, double value, String unit, String aim) {
  static Figure reference(String key, String label, double value, String unit) {
    return new Figure(key, label, value, unit, "");
  }
}
