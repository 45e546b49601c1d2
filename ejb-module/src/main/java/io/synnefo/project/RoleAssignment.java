package io.synnefo.project;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user has a role in a project. */
@Entity
@Table(name = "role_assignment")
@IdClass(RoleAssignment.Key.class)
@Cacheable(false)
public class RoleAssignment {
  @Id
  @Column(name = "user_id")
  private String userId;

  @Id
  @Column(name = "project_id")
  private String projectId;

  @Id
  @Enumerated(EnumType.STRING)
  @Column(name = "role")
  private Role role;

  /** For JPA. */
  protected RoleAssignment() {}

  RoleAssignment(String userId, String projectId, Role role) {
    this.userId = userId;
    this.projectId = projectId;
    this.role = role;
  }

  Role role() {
    return role;
  }

  /** All three columns; JPA asks for a class of its own. */
  public static final class Key implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private @Nullable String userId;
    private @Nullable String projectId;
    private @Nullable Role role;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(userId, key.userId)
          && Objects.equals(projectId, key.projectId)
          && role == key.role;
    }

    @Override
    public int hashCode() {
      return Objects.hash(userId, projectId, role);
    }
  }
}
