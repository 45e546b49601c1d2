package io.synnefo.api.identity;

import io.synnefo.api.http.Fields;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.Credentials;
import io.synnefo.project.Credentials.Name;
import io.synnefo.project.IssueToken;
import java.util.List;
import java.util.Optional;

/** Reads {@code {"auth": {"identity": ..., "scope": ...}}}. */
final class LoginRequest {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PASSWORD = 4096;

  private LoginRequest() {}

  /**
   * Who wants a token.
   *
   * @fault badRequest 400 when a member is missing or of the wrong type
   * @fault unauthorized 401 for another method than password, another domain, or a scope that is no
   *     project
   */
  static Credentials read(Fields body) {
    Fields auth = body.inner("auth");
    Fields identity = auth.inner("identity");
    if (!identity.texts("methods").equals(List.of("password"))) {
      throw new Fault(
          FaultCode.UNAUTHORIZED, "Attempted to authenticate with an unsupported method.");
    }
    Fields user = identity.inner("password").inner("user");
    String password = user.text("password", 0, LONGEST_PASSWORD);
    return new Credentials(name(user), password, scope(auth));
  }

  private static Optional<Name> scope(Fields auth) {
    if (!auth.says("scope")) {
      return Optional.empty();
    }
    Fields scope = auth.inner("scope");
    if (!scope.says("project")) {
      throw new Fault(FaultCode.UNAUTHORIZED, IssueToken.REFUSED);
    }
    return Optional.of(name(scope.inner("project")));
  }

  private static Name name(Fields named) {
    Optional<String> id = named.optionalText("id", 1, LONGEST_NAME);
    if (id.isPresent()) {
      return Name.id(id.get());
    }
    Name name = Name.called(named.text("name", 1, LONGEST_NAME));
    requireDefault(named.inner("domain"));
    return name;
  }

  private static void requireDefault(Fields domain) {
    Optional<String> id = domain.optionalText("id", 1, LONGEST_NAME);
    boolean known =
        id.isPresent()
            ? id.get().equals(Domain.ID)
            : domain.text("name", 1, LONGEST_NAME).equalsIgnoreCase(Domain.NAME);
    if (!known) {
      throw new Fault(FaultCode.UNAUTHORIZED, IssueToken.REFUSED);
    }
  }
}
