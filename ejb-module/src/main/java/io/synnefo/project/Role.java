package io.synnefo.project;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a user may do in a project; a role implies those after it, as in Keystone. */
public enum Role {
  /** May act on every project. */
  ADMIN,
  /** May use what the project has. */
  MEMBER,
  /** May look. */
  READER;

  /** The role's name in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role's id in the API: the same in every installation. */
  public String id() {
    return HexId.of("role:" + word());
  }

  /** The role of that name. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
  }

  Set<Role> withImplied() {
    return EnumSet.range(this, READER);
  }
}
