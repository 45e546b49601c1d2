package io.synnefo.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Ends a token before its time. */
@ApplicationScoped
public class RevokeToken {
  @Inject Tokens tokens;

  /**
   * The token opens nothing any more, on every instance at once.
   *
   * @tx joins
   */
  public void revoke(String token) {
    tokens.remove(TokenText.hash(token));
  }
}
