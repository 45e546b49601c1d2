package io.synnefo.project;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody who can ask for a token. */
@Entity
@Table(name = "cloud_user")
@Cacheable(false)
public class User {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "name")
  private String name;

  @Column(name = "default_project_id")
  private String defaultProjectId;

  @Embedded private PasswordHash password;

  /** For JPA. */
  protected User() {}

  User(String id, String name, String defaultProjectId, PasswordHash password) {
    this.id = id;
    this.name = name;
    this.defaultProjectId = defaultProjectId;
    this.password = password;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String defaultProjectId() {
    return defaultProjectId;
  }

  PasswordHash password() {
    return password;
  }

  void moveTo(String projectId) {
    this.defaultProjectId = projectId;
  }

  void changePassword(PasswordHash changed) {
    this.password = changed;
  }
}
