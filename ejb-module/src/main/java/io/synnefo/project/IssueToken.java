package io.synnefo.project;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.Credentials.Name;
import io.synnefo.settings.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** A user who knows the password gets a token for one project. */
@ApplicationScoped
public class IssueToken {
  /** Said of every failure alike, so that nobody learns which users or projects exist. */
  public static final String REFUSED = "The request you have made requires authentication.";

  @Inject Users users;
  @Inject Tokens tokens;
  @Inject Passwords passwords;
  @Inject TokenSettings settings;
  @Inject Clock clock;

  /**
   * The token returned opens the APIs until it expires or is revoked.
   *
   * @fault unauthorized 401 when user, password or project are wrong, or the user has no role there
   * @tx none: the slow hash holds no connection; each look-up has its own
   */
  public Issued issue(Credentials credentials) {
    Optional<User> found = users.user(credentials.user());
    if (!passwords.matches(credentials.password(), found.map(User::password))) {
      throw new Fault(FaultCode.UNAUTHORIZED, REFUSED);
    }
    User user = found.orElseThrow();
    Name wanted = credentials.project().orElseGet(() -> Name.id(user.defaultProjectId()));
    ProjectView project =
        users
            .project(wanted)
            .map(Project::view)
            .orElseThrow(() -> new Fault(FaultCode.UNAUTHORIZED, REFUSED));
    Set<Role> roles = users.roles(user.id(), project.id());
    if (roles.isEmpty()) {
      throw new Fault(FaultCode.UNAUTHORIZED, REFUSED);
    }
    return grant(user, project, roles);
  }

  private Issued grant(User user, ProjectView project, Set<Role> roles) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant expiry = now.plus(settings.lifetime());
    String audit = TokenText.createAuditId();
    TokenView view = new TokenView(user.id(), user.name(), project, roles, audit, now, expiry);
    String token = TokenText.create();
    tokens.add(new Token(TokenText.hash(token), view), now);
    return new Issued(token, view);
  }

  /**
   * A new token.
   *
   * @param token shown to its owner once; kept nowhere
   */
  public record Issued(String token, TokenView view) {
    @Override
    public String toString() {
      return "Issued[" + view + "]";
    }
  }
}
