package io.synnefo.project;

import io.synnefo.project.Credentials.Name;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Gives a user a password. */
@ApplicationScoped
class RenewPassword {
  @Inject Users users;
  @Inject Tokens tokens;
  @Inject Passwords passwords;

  /** The user's password is that one; if it was another, the user's tokens have ended. */
  @Transactional
  public void renew(String userId, String password) {
    users
        .user(Name.id(userId))
        .filter(user -> !passwords.matches(password, Optional.of(user.password())))
        .ifPresent(
            user -> {
              user.changePassword(passwords.keep(password));
              tokens.removeAllOf(userId);
            });
  }
}
