package io.synnefo.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Tells what a token grants at this moment. */
@ApplicationScoped
public class VerifyToken {
  @Inject Tokens tokens;
  @Inject Clock clock;

  /**
   * What the token grants; empty when it is unknown, expired or revoked, or when its user lost the
   * last role in the project.
   *
   * @tx joins
   */
  public Optional<TokenView> verify(String token) {
    return tokens.find(TokenText.hash(token), clock.instant());
  }
}
