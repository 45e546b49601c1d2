package io.synnefo.project;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * Compares the passwords of the seed file with those kept. That is slow on purpose, and nothing has
 * changed at most starts: the application does not wait for it.
 */
@ApplicationScoped
class SeededPasswords {
  private static final System.Logger LOG = System.getLogger(SeededPasswords.class.getName());

  @Inject RenewPassword renewPassword;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  Executor executor;

  /** Soon the user's password is that one; if it is not to be, the log tells. */
  void take(String userId, String password) {
    executor.execute(() -> renew(userId, password));
  }

  private void renew(String userId, String password) {
    try {
      renewPassword.renew(userId, password);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "user " + userId + " keeps the password from before the seed", e);
    }
  }
}
