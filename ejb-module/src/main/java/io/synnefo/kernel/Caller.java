package io.synnefo.kernel;

import java.util.Set;

/**
 * Who asks: a user acting in a project, as the token says, and the id of the request ({@code
 * req-<uuid>}), which goes into Ganeti's reason trail and every history row it causes.
 *
 * @param userId the user, 32 hexadecimal digits
 * @param projectId the project, 32 hexadecimal digits
 * @param roles role names in that project, such as {@code member} or {@code admin}
 */
public record Caller(String userId, String projectId, Set<String> roles, String requestId) {
  /** Copies the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether the caller may act on every project. */
  public boolean isAdmin() {
    return roles.contains("admin");
  }
}
