package io.synnefo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.DatabaseClocks;
import io.synnefo.schema.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each call in a transaction of its own, as the application makes them. */
abstract class BackendFactsContract {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.807630Z");
  private static final Capacity ROOM = new Capacity(2, 1, 4, 100, 50, 1000, 500, 6);

  abstract TestDatabase database();

  @Test
  void aClusterIsAskedByOneAndAgainWhenItIsDue() {
    long id = backend("once");
    BackendFacts.Claim claim = claim(id, 0).orElseThrow();
    assertEquals(Optional.empty(), claim(id, 59));
    tell(59, facts -> told(facts, claim));
    assertEquals(Optional.empty(), claim(id, 59 + 599));
    assertEquals(true, claim(id, 59 + 600).isPresent());
  }

  @Test
  void whoClaimedAndDiedIsFollowedAfterAMinute() {
    long id = backend("died");
    assertEquals(true, claim(id, 0).isPresent());
    assertEquals(true, claim(id, 60).isPresent());
  }

  @Test
  void aClaimEndsByTheClockThatAllMachinesShare() {
    long id = backend("real");
    Instant until = really(facts -> facts.claim(id)).orElseThrow().until();
    Duration left = Duration.between(Clock.systemUTC().instant(), until);
    assertTrue(left.toSeconds() > 30 && left.toSeconds() < 90, left::toString);
    assertEquals(Optional.empty(), really(facts -> facts.claim(id)));
  }

  @Test
  void aChangeWhileTheClusterIsAskedIsNotForgotten() {
    long id = backend("changed");
    BackendFacts.Claim claim = claim(id, 0).orElseThrow();
    tell(1, facts -> changed(facts, "uuid-changed", "c-changed"));
    tell(2, facts -> told(facts, claim));
    assertEquals(true, claim(id, 2).isPresent());
  }

  @Test
  void onlyTheClusterThatChangedIsDue() {
    long mine = known("mine");
    long other = known("other");
    tell(1, facts -> changed(facts, "uuid-mine", "renamed"));
    assertEquals(true, claim(mine, 1).isPresent());
    assertEquals(Optional.empty(), claim(other, 1));
    tell(1, facts -> changed(facts, null, "c-other"));
    assertEquals(true, claim(other, 1).isPresent());
  }

  @Test
  void anAnswerIsOfTheClusterWithThatUuidAndOfOneByNameOnlyWhereNoUuidSpeaks() {
    known("heard");
    known("deaf");
    Instant first = NOW.plusSeconds(1);
    hear("uuid-heard", "c-deaf", first);
    assertEquals(List.of(first), heard("heard"));
    assertEquals(List.of(), heard("deaf"));
    hear(null, "c-deaf", first);
    assertEquals(List.of(first), heard("deaf"));
    hear("uuid-heard", "c-heard", NOW);
    assertEquals(List.of(first), heard("heard"), "an earlier answer does not count any more");
  }

  private void hear(@Nullable String uuid, String name, Instant at) {
    tell(
        1,
        facts -> {
          facts.heard(uuid, name, at);
          return true;
        });
  }

  private List<Instant> heard(String backend) {
    return database()
        .inTransaction(
            em -> {
              List<?> found =
                  em.createNativeQuery(
                          "SELECT CAST(f.heard_at AS VARCHAR) FROM backend_facts f JOIN backend b"
                              + " ON b.id = f.backend_id WHERE b.name = ?1"
                              + " AND f.heard_at IS NOT NULL")
                      .setParameter(1, backend)
                      .getResultList();
              return found.stream()
                  .map(at -> Instant.parse(String.valueOf(at).replace(' ', 'T') + "Z"))
                  .toList();
            });
  }

  @Test
  void whatAClusterToldStaysWhileItIsSilentAndTheReasonIsNewsOnce() {
    long id = known("silent");
    BackendFacts.Claim claim = claim(id, 600).orElseThrow();
    assertEquals(true, tell(600, facts -> facts.silent(claim, "down")));
    assertEquals(false, tell(600, facts -> facts.silent(claim, "down ".repeat(999))));
    BackendView view = view("silent");
    assertEquals(ROOM, view.capacity());
    assertEquals(NOW, view.toldAt());
    assertEquals(1000, String.valueOf(view.problem()).length());
    tell(700, facts -> told(facts, claim));
    assertNull(view("silent").problem());
  }

  @Test
  void whatWasToldIsShownAndNothingBefore() {
    long id = backend("shown");
    assertNull(view("shown").cluster());
    BackendFacts.Claim claim = claim(id, 0).orElseThrow();
    assertNull(view("shown").cluster());
    tell(0, facts -> told(facts, claim));
    BackendView.Cluster cluster = view("shown").cluster();
    assertEquals(
        new BackendView.Cluster(
            "c-shown", "uuid-shown", "3.0.2", "node1", List.of("file", "plain"), List.of()),
        cluster);
  }

  private long known(String name) {
    long id = backend(name);
    BackendFacts.Claim claim = claim(id, 0).orElseThrow();
    tell(0, facts -> told(facts, claim));
    return id;
  }

  private long backend(String name) {
    return database()
        .inTransaction(
            em -> {
              Backends backends = BackendFixtures.backends(em, Clock.systemUTC());
              backends.put(BackendFixtures.backend(name));
              em.flush();
              return backends.list().stream()
                  .filter(backend -> backend.name().equals(name))
                  .findFirst()
                  .orElseThrow()
                  .id();
            });
  }

  private Optional<BackendFacts.Claim> claim(long id, int seconds) {
    return tell(seconds, facts -> facts.claim(id));
  }

  /** The name of the backend is in what its cluster tells. */
  private static boolean told(BackendFacts facts, BackendFacts.Claim claim) {
    String name =
        facts.list().stream()
            .map(BackendView::backend)
            .filter(backend -> backend.id() == claim.backendId())
            .findFirst()
            .orElseThrow()
            .name();
    facts.told(
        claim,
        new ClusterInfo(
            "c-" + name, "uuid-" + name, "3.0.2", "node1", List.of("file", "plain"), List.of()),
        ROOM);
    return true;
  }

  private static boolean changed(BackendFacts facts, @Nullable String uuid, String name) {
    return facts.changed(uuid, name);
  }

  private BackendView view(String name) {
    return tell(
        0,
        facts ->
            facts.list().stream()
                .filter(view -> view.backend().name().equals(name))
                .findFirst()
                .orElseThrow());
  }

  private <T> T really(Function<BackendFacts, T> call) {
    return database()
        .inTransaction(em -> call.apply(BackendFixtures.facts(em, DatabaseClocks.of(em))));
  }

  private <T> T tell(int seconds, Function<BackendFacts, T> call) {
    DatabaseClock clock = DatabaseClocks.that(() -> NOW.plus(Duration.ofSeconds(seconds)));
    return database().inTransaction(em -> call.apply(BackendFixtures.facts(em, clock)));
  }
}
