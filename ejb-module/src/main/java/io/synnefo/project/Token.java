package io.synnefo.project;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A token was given to a user for a project. The row holds its hash: it cannot be used again. */
@Entity
@Table(name = "token")
@Cacheable(false)
public class Token {
  @Id
  @Column(name = "token_hash")
  private String hash;

  @Column(name = "user_id")
  private String userId;

  @Column(name = "project_id")
  private String projectId;

  @Column(name = "audit_id")
  private String auditId;

  @Column(name = "issued_at")
  @Convert(converter = UtcInstant.class)
  private Instant issuedAt;

  @Column(name = "expires_at")
  @Convert(converter = UtcInstant.class)
  private Instant expiresAt;

  /** For JPA. */
  protected Token() {}

  Token(String hash, TokenView granted) {
    this.hash = hash;
    this.userId = granted.userId();
    this.projectId = granted.project().id();
    this.auditId = granted.auditId();
    this.issuedAt = granted.issuedAt();
    this.expiresAt = granted.expiresAt();
  }

  String userId() {
    return userId;
  }

  String auditId() {
    return auditId;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
