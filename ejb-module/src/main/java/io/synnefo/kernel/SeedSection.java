package io.synnefo.kernel;

import jakarta.json.JsonValue;

/**
 * One key of the seed file, such as {@code flavors}: the feature that owns the rows brings them to
 * what the file says. Called once at start, inside one transaction with all other sections.
 */
public interface SeedSection {
  /** The key of the seed file that this section reads. */
  String key();

  /** Sections with a lower rank are applied first: users need their projects. */
  default int rank() {
    return 100;
  }

  /**
   * The rows named in {@code value} exist with the values given; other rows are left alone. Applied
   * twice it changes nothing.
   *
   * @throws IllegalArgumentException when the value is not what the section understands; the
   *     deployment stops with that message
   */
  void apply(JsonValue value);
}
