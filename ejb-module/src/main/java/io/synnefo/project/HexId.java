package io.synnefo.project;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as Keystone writes them: 32 hexadecimal digits, no dashes. */
public final class HexId {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  private HexId() {}

  /** A new id that nobody can guess. */
  public static String random() {
    return strip(UUID.randomUUID());
  }

  /** The id that always belongs to {@code name}: for things that have no row, such as roles. */
  public static String of(String name) {
    return strip(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  static Optional<String> checked(String text) {
    return FORM.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static String strip(UUID id) {
    return id.toString().replace("-", "");
  }
}
