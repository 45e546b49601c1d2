package io.synnefo.project;

import io.synnefo.project.Credentials.Name;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of users, projects and role assignments. */
@ApplicationScoped
class Users {
  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** The user so named, if there is one. */
  @Transactional
  public Optional<User> user(Name name) {
    return named(User.class, name);
  }

  /** The project so named, if there is one. */
  @Transactional
  public Optional<Project> project(Name name) {
    return named(Project.class, name);
  }

  /** The user's roles there, implied ones included; none for a stranger. */
  @Transactional
  public Set<Role> roles(String userId, String projectId) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    assigned(userId, projectId).forEach(role -> roles.addAll(role.withImplied()));
    return roles;
  }

  /** Every project, by name. */
  @Transactional
  public List<ProjectView> projects() {
    return em.createQuery("SELECT p FROM Project p ORDER BY p.name", Project.class)
        .getResultStream()
        .map(Project::view)
        .toList();
  }

  /** The projects in which the user has a role, by name. */
  @Transactional
  public List<ProjectView> projectsOf(String userId) {
    return em.createQuery(
            "SELECT DISTINCT p FROM Project p, RoleAssignment r"
                + " WHERE r.projectId = p.id AND r.userId = :user ORDER BY p.name",
            Project.class)
        .setParameter("user", userId)
        .getResultStream()
        .map(Project::view)
        .toList();
  }

  /** A new row. */
  @Transactional
  public void add(Object row) {
    em.persist(row);
  }

  /** The user has exactly these roles in the project; at least one. */
  @Transactional
  public void assign(String userId, String projectId, Set<Role> roles) {
    em.createQuery(
            "DELETE FROM RoleAssignment r WHERE r.userId = :user AND r.projectId = :project"
                + " AND r.role NOT IN :roles")
        .setParameter("user", userId)
        .setParameter("project", projectId)
        .setParameter("roles", roles)
        .executeUpdate();
    for (Role role : roles) {
      if (!assigned(userId, projectId).contains(role)) {
        em.persist(new RoleAssignment(userId, projectId, role));
      }
    }
  }

  private List<Role> assigned(String userId, String projectId) {
    return em.createQuery(
            "SELECT r.role FROM RoleAssignment r WHERE r.userId = :user AND r.projectId = :project",
            Role.class)
        .setParameter("user", userId)
        .setParameter("project", projectId)
        .getResultList();
  }

  private <T> Optional<T> named(Class<T> type, Name name) {
    if (name.isId()) {
      return Optional.ofNullable(em.find(type, name.text()));
    }
    return em.createQuery("SELECT x FROM " + type.getSimpleName() + " x WHERE x.name = :name", type)
        .setParameter("name", name.text())
        .getResultStream()
        .findFirst();
  }
}
