package io.synnefo.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells which projects there are. */
@ApplicationScoped
public class ListProjects {
  @Inject Users users;

  /**
   * Every project, by name. The caller has been checked to be an administrator.
   *
   * @tx joins
   */
  public List<ProjectView> all() {
    return users.projects();
  }

  /**
   * The projects in which the user has a role, by name.
   *
   * @tx joins
   */
  public List<ProjectView> of(String userId) {
    return users.projectsOf(userId);
  }
}
