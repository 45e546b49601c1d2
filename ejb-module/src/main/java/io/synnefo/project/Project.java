package io.synnefo.project;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Owns servers; users act in it. */
@Entity
@Table(name = "project")
@Cacheable(false)
public class Project {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "name")
  private String name;

  /** For JPA. */
  protected Project() {}

  Project(String id, String name) {
    this.id = id;
    this.name = name;
  }

  ProjectView view() {
    return new ProjectView(id, name);
  }
}
