package io.synnefo.project;

import java.util.Optional;

/**
 * Who wants a token, and for which project.
 *
 * @param user the user
 * @param password what is to be proved; never printed
 * @param project the project, or empty for the user's own
 */
public record Credentials(Name user, String password, Optional<Name> project) {
  @Override
  public String toString() {
    return "Credentials[user=" + user + ", project=" + project + "]";
  }

  /**
   * Names a user or a project.
   *
   * @param isId whether {@code text} is an id and not a name
   */
  public record Name(boolean isId, String text) {
    /** A thing named by its id. */
    public static Name id(String id) {
      return new Name(true, id);
    }

    /** A thing of the domain {@code default} called {@code name}. */
    public static Name called(String name) {
      return new Name(false, name);
    }
  }
}
