package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PortPoolTest {
  private final PortPool pool = new PortPool(100, 104, Set.of(102));

  @Test
  void itLendsEachPortOnceAndThoseOfOthersNever() {
    List<Optional<Integer>> taken = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      taken.add(pool.take());
    }
    assertEquals(
        List.of(
            Optional.of(100),
            Optional.of(101),
            Optional.of(103),
            Optional.of(104),
            Optional.empty()),
        taken);
  }

  @Test
  void aPortThatIsGivenBackComesLast() {
    pool.take();
    pool.giveBack(100);
    assertEquals(4, pool.free());
    assertEquals(
        List.of(101, 103, 104, 100),
        List.of(pool.take(), pool.take(), pool.take(), pool.take()).stream()
            .map(Optional::orElseThrow)
            .toList());
  }

  @Test
  void aPortThatIsAskedForIsLentLikeAnyOther() {
    assertTrue(pool.take(101));
    assertFalse(pool.take(101));
    assertEquals(3, pool.free());
    assertEquals(Optional.of(100), pool.take());
    assertEquals(Optional.of(103), pool.take());
  }

  @Test
  void aPortOutsideThePoolIsLentOnceAndNeverJoinsIt() {
    assertTrue(pool.take(7));
    assertFalse(pool.take(7));
    pool.giveBack(7);
    assertEquals(4, pool.free());
    assertTrue(pool.take(7));
  }

  @Test
  void whatWasNotLentCannotBeGivenBack() {
    pool.giveBack(100);
    pool.take();
    pool.giveBack(100);
    pool.giveBack(100);
    assertEquals(4, pool.free());
  }

  @Test
  @Timeout(30)
  void manyThreadsNeverHoldTheSamePort() throws Exception {
    PortPool large = new PortPool(1, 8, Set.of());
    Set<Integer> held = ConcurrentHashMap.newKeySet();
    Set<Integer> clashes = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      Thread thread =
          new Thread(
              () -> {
                for (int round = 0; round < 20_000; round++) {
                  int port = large.take().orElseThrow();
                  if (!held.add(port)) {
                    clashes.add(port);
                  }
                  held.remove(port);
                  large.giveBack(port);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(Set.of(), clashes);
    assertEquals(8, large.free());
  }
}
