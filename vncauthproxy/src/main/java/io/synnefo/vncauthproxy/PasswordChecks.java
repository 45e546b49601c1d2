package io.synnefo.vncauthproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Slow looks at passwords. Whoever comes with the same name and the same password as one that is
 * looked at already waits for that look: of a burst of one client's, before his password is known,
 * none is refused for want of workers. For any thread.
 */
final class PasswordChecks {
  private static final System.Logger LOG = System.getLogger(PasswordChecks.class.getName());

  private final Workers workers;
  private final Map<Claim, List<Consumer<Boolean>>> underWay = new HashMap<>();

  /** The users are the same ones only until they are read anew. */
  private record Claim(Users users, String user, String password) {
    @Override
    public String toString() {
      return "a claim to be " + user;
    }
  }

  PasswordChecks(Workers workers) {
    this.workers = workers;
  }

  /**
   * Whether it is right is told by a worker's thread, once.
   *
   * @return false when too much waits already; then nothing is told
   */
  boolean take(Users users, Asked who, Consumer<Boolean> told) {
    Claim claim = new Claim(users, who.user(), who.userPassword());
    synchronized (underWay) {
      List<Consumer<Boolean>> same = underWay.get(claim);
      if (same != null) {
        same.add(told);
        return true;
      }
      if (!workers.take(() -> check(claim))) {
        return false;
      }
      underWay.put(claim, new ArrayList<>(List.of(told)));
      return true;
    }
  }

  private void check(Claim claim) {
    boolean right = false;
    try {
      right = claim.users.isRight(claim.user, claim.password);
    } finally { // by a defect it is not
      List<Consumer<Boolean>> all;
      synchronized (underWay) {
        all = underWay.remove(claim);
      }
      for (Consumer<Boolean> one : all == null ? List.<Consumer<Boolean>>of() : all) {
        tell(one, right);
      }
    }
  }

  /** Whoever waits behind him is told all the same. */
  private static void tell(Consumer<Boolean> one, boolean right) {
    try {
      one.accept(right);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "somebody is not told what his password is", e);
    }
  }
}
