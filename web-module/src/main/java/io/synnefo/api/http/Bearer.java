package io.synnefo.api.http;

import io.synnefo.kernel.Caller;
import io.synnefo.project.TokenView;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * Who sent the request, proved by a token.
 *
 * @param caller what use cases want to know
 * @param granted what the token grants
 */
public record Bearer(Caller caller, TokenView granted) implements Principal {
  /** The sender of a request that {@link TokenFilter} let pass. */
  public static Bearer of(SecurityContext security) {
    if (security.getUserPrincipal() instanceof Bearer bearer) {
      return bearer;
    }
    throw new IllegalStateException("the route is marked anonymous but asks who is there");
  }

  /** What use cases want to know of the sender. */
  public static Caller caller(SecurityContext security) {
    return of(security).caller();
  }

  @Override
  public String getName() {
    return granted.userId();
  }

  /** The form that Jakarta REST carries with the request. */
  SecurityContext context(boolean secure) {
    return new SecurityContext() {
      @Override
      public Principal getUserPrincipal() {
        return Bearer.this;
      }

      @Override
      public boolean isUserInRole(String role) {
        return caller.roles().contains(role);
      }

      @Override
      public boolean isSecure() {
        return secure;
      }

      @Override
      public String getAuthenticationScheme() {
        return "X-Auth-Token";
      }
    };
  }
}
