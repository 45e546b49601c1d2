package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one worker is busy until it is let go, and one piece of work has room behind. */
@Timeout(60)
class PasswordChecksTest {
  private static final int MANY = 2000;

  private final Workers workers = new Workers("check under test", 1, 1);
  private final PasswordChecks checks = new PasswordChecks(workers);
  private final Users users = new Users(Map.of("snf", Users.hash("hunter2")));
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final Queue<Boolean> told = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    workers.stop();
  }

  private void occupy() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    assertTrue(
        workers.take(
            () -> {
              busy.countDown();
              await().until(() -> mayGoOn.getCount() == 0);
            }));
    busy.await();
  }

  private boolean take(String user, String password) {
    return checks.take(users, new Revocation("s1", user, password), told::add);
  }

  @Test
  void howeverManyComeWithOnePasswordAllWaitForOneLookAtIt() throws Exception {
    occupy();
    for (int n = 0; n < MANY; n++) {
      assertTrue(take("snf", "hunter2"));
    }
    assertEquals(List.of(), List.copyOf(told));
    mayGoOn.countDown();
    await().until(() -> told.size() == MANY);
    assertEquals(Collections.nCopies(MANY, true), List.copyOf(told));
  }

  @Test
  void whoCannotBeToldKeepsItFromNobodyBehindHim() throws Exception {
    occupy();
    Revocation request = new Revocation("s1", "snf", "hunter2");
    assertTrue(
        checks.take(
            users,
            request,
            right -> {
              throw new OutOfMemoryError("meant so");
            }));
    assertTrue(checks.take(users, request, told::add));
    mayGoOn.countDown();
    await().until(() -> told.size() == 1);
    assertTrue(take("snf", "hunter2"));
    await().until(() -> told.size() == 2);
  }

  @Test
  void whoGuessesFillsNoMoreThanTheRoomThereIs() throws Exception {
    occupy();
    assertTrue(take("snf", "guess"));
    assertFalse(take("snf", "another guess"));
    assertFalse(take("nobody", "guess"));
    assertTrue(take("snf", "guess"));
    mayGoOn.countDown();
    await().until(() -> told.size() == 2);
    assertEquals(List.of(false, false), List.copyOf(told));
    assertTrue(take("snf", "hunter2"));
    await().until(() -> told.size() == 3);
    assertTrue(users.isKnown("snf", "hunter2"));
  }

  /** Else who came after a reload could be let in, or refused, by the users from before. */
  @Test
  void aLookAtUsersFromBeforeIsNoLookAtThoseFromNow() throws Exception {
    occupy();
    assertTrue(take("snf", "hunter2"));
    assertFalse(
        checks.take(new Users(Map.of()), new Revocation("s1", "snf", "hunter2"), told::add));
    mayGoOn.countDown();
    await().until(() -> told.size() == 1);
  }
}
