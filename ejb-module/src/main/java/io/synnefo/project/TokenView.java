package io.synnefo.project;

import java.time.Instant;
import java.util.Set;

/**
 * What a token grants; the token itself is not in it.
 *
 * @param userId 32 hexadecimal digits
 * @param roles the user's roles in the project now, implied ones included
 * @param auditId names the token in logs without giving it away
 */
public record TokenView(
    String userId,
    String userName,
    ProjectView project,
    Set<Role> roles,
    String auditId,
    Instant issuedAt,
    Instant expiresAt) {
  /** Copies the roles. */
  public TokenView {
    roles = Set.copyOf(roles);
  }

  /** Whether the bearer may act on every project. */
  public boolean isAdmin() {
    return roles.contains(Role.ADMIN);
  }
}
