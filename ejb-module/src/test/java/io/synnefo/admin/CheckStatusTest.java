package io.synnefo.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.admin.Hop.Link;
import io.synnefo.admin.Hop.State;
import io.synnefo.backend.Backend;
import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import io.synnefo.heartbeat.Heartbeats;
import io.synnefo.wire.queue.QueueConfiguration;
import io.synnefo.wire.queue.QueueTools;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check of a broker and a dispatcher that are well, and of clusters that hang. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
class CheckStatusTest {
  /** Longer than any check here waits. */
  private static final Duration HANGS = Duration.ofSeconds(10);

  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Answered answered = new Answered();

  @AfterEach
  void nobodyHangsAnyMore() throws InterruptedException {
    testIsOver.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void clustersThatHangMakeTheDispatcherNeitherSlowNorFailed() {
    List<Hop> hops = checked(2).check(1);
    Hop dispatcher = of(hops, null, Link.DISPATCHER);
    assertEquals(State.OK, dispatcher.state(), dispatcher.detail());
    assertNotNull(dispatcher.took());
    assertTrue(dispatcher.took().compareTo(Duration.ofSeconds(1)) < 0, dispatcher::toString);
    for (String backend : List.of("ganeti1", "ganeti2")) {
      Hop rapi = of(hops, backend, Link.RAPI);
      assertEquals(State.FAILED, rapi.state());
      assertEquals("no answer within the time", rapi.detail());
    }
    assertEquals(Set.of(), answered.asked, "nobody waits for them any more");
  }

  @Test
  void whoIsNotAskedForWantOfAThreadIsNotAtFault() {
    CheckStatus check = checked(1);
    check.threads = task -> null;
    List<Hop> hops = check.check(1);
    assertEquals(State.UNKNOWN, of(hops, "ganeti1", Link.RAPI).state());
    assertEquals(State.OK, of(hops, null, Link.DISPATCHER).state());
  }

  private static Hop of(List<Hop> hops, @Nullable String backend, Link link) {
    return hops.stream()
        .filter(hop -> hop.link() == link && Objects.equals(hop.backend(), backend))
        .findFirst()
        .orElseThrow();
  }

  private CheckStatus checked(int clusters) {
    CheckStatus check = new CheckStatus();
    check.backends =
        new Backends() {
          @Override
          public List<Backend> list() {
            return IntStream.rangeClosed(1, clusters)
                .mapToObj(n -> BackendFixtures.backend("ganeti" + n))
                .toList();
          }
        };
    check.clients = BackendFixtures.clients(hanging());
    check.heartbeats = answered;
    check.queues =
        new QueueAccess() {
          @Override
          <T> T ask(Function<QueueTools, T> question) {
            return question.apply(proxy(QueueTools.class, () -> {}));
          }
        };
    check.consumers =
        new Consumers() {
          @Override
          List<String> idle() {
            return List.of();
          }
        };
    check.configuration = new QueueConfiguration("snf", Optional.empty(), false);
    check.clock = Clock.systemUTC();
    check.threads =
        task -> {
          Thread thread = new Thread(task, "a cluster that hangs");
          threads.add(thread);
          return thread;
        };
    return check;
  }

  private RapiClient hanging() {
    return proxy(
        RapiClient.class,
        () -> {
          testIsOver.await(HANGS.toSeconds(), TimeUnit.SECONDS);
          throw new RapiException(
              RapiException.Kind.TIMED_OUT, RapiException.Outcome.UNKNOWN, "no answer in time");
        });
  }

  private interface Does {
    void it() throws InterruptedException;
  }

  private static <T> T proxy(Class<T> type, Does does) {
    return type.cast(
        Proxy.newProxyInstance(
            CheckStatusTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              does.it();
              return null;
            }));
  }

  /** The first question, which goes to the broker, is answered at once. */
  private static final class Answered extends Heartbeats {
    private final Set<String> asked = new HashSet<>();
    private String first = "";

    @Override
    public void ask(String tag) {
      first = first.isEmpty() ? tag : first;
      asked.add(tag);
    }

    @Override
    public List<String> answersTo(List<String> tags) {
      return tags.stream().filter(first::equals).toList();
    }

    @Override
    public void forget(List<String> tags) {
      asked.removeAll(tags);
    }
  }
}
