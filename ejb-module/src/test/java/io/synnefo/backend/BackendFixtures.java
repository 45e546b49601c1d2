package io.synnefo.backend;

import io.synnefo.ganeti.RapiClient;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.settings.RapiSettings;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Backends as the container would wire them. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class BackendFixtures {
  private BackendFixtures() {}

  /** The store on that persistence context. */
  public static Backends backends(EntityManager em, Clock clock) {
    Backends backends = new Backends();
    backends.em = em;
    backends.clock = clock;
    return backends;
  }

  /** What is known of the clusters, on that persistence context. */
  public static BackendFacts facts(EntityManager em, DatabaseClock clock) {
    BackendFacts facts = new BackendFacts();
    facts.em = em;
    facts.clock = clock;
    facts.backends = backends(em, Clock.systemUTC());
    return facts;
  }

  /** Which cluster is whose, on that persistence context. */
  public static KnownClusters knownClusters(EntityManager em) {
    KnownClusters clusters = new KnownClusters();
    clusters.em = em;
    return clusters;
  }

  /** The seed section on that persistence context. */
  public static BackendSeed seed(EntityManager em, Clock clock) {
    BackendSeed seed = new BackendSeed();
    seed.backends = backends(em, clock);
    return seed;
  }

  /** Clients that all are that one. */
  public static RapiClients clients(RapiClient client) {
    RapiClients clients = new RapiClients();
    clients.factory = access -> client;
    clients.settings = new RapiSettings(Duration.ofSeconds(1), 4, 8);
    clients.passwords = name -> Optional.of("secret");
    return clients;
  }

  /** A backend that is not stored yet. */
  public static Backend backend(String name) {
    return new Backend(
        0,
        name,
        List.of(URI.create("https://10.0.0.1:5080"), URI.create("https://10.0.0.2:5080")),
        "synnefo",
        "ab".repeat(32),
        "fake",
        "file",
        BackendStatus.ONLINE);
  }
}
