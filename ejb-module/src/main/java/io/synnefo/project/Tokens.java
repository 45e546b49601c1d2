package io.synnefo.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of tokens. */
@ApplicationScoped
class Tokens {
  private static final int SWEPT_AT_ONCE = 50;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  /** The token is good from now on; some expired ones are gone. */
  @Transactional
  public void add(Token token, Instant now) {
    sweep(now);
    em.persist(token);
  }

  /** What the token grants, if it is known, not expired, and its user still has a role. */
  @Transactional
  public Optional<TokenView> find(String hash, Instant now) {
    List<Object[]> rows =
        em.createQuery(
                "SELECT t, u.name, p, r.role FROM Token t, User u, Project p, RoleAssignment r"
                    + " WHERE t.hash = :hash AND t.expiresAt > :now AND u.id = t.userId"
                    + " AND p.id = t.projectId AND r.userId = t.userId"
                    + " AND r.projectId = t.projectId",
                Object[].class)
            .setParameter("hash", hash)
            .setParameter("now", now)
            .getResultList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(view(rows));
  }

  /** The token is good no more. Unknown ones are no error. */
  @Transactional
  public void remove(String hash) {
    em.createQuery("DELETE FROM Token t WHERE t.hash = :hash")
        .setParameter("hash", hash)
        .executeUpdate();
  }

  /** None of the user's tokens is good any more. */
  @Transactional
  public void removeAllOf(String userId) {
    em.createQuery("DELETE FROM Token t WHERE t.userId = :user")
        .setParameter("user", userId)
        .executeUpdate();
  }

  /** A few at a time, in the order of their hashes: two sweeps at once cannot deadlock. */
  private void sweep(Instant now) {
    em.createQuery(
            "SELECT t.hash FROM Token t WHERE t.expiresAt <= :now ORDER BY t.hash", String.class)
        .setParameter("now", now)
        .setMaxResults(SWEPT_AT_ONCE)
        .getResultList()
        .forEach(this::remove);
  }

  private static TokenView view(List<Object[]> rows) {
    Object[] first = rows.get(0);
    Token token = (Token) first[0];
    Set<Role> roles = EnumSet.noneOf(Role.class);
    rows.forEach(row -> roles.addAll(((Role) row[3]).withImplied()));
    return new TokenView(
        token.userId(),
        (String) first[1],
        ((Project) first[2]).view(),
        roles,
        token.auditId(),
        token.issuedAt(),
        token.expiresAt());
  }
}
