package io.synnefo.heartbeat;

import jakarta.persistence.EntityManager;
import java.time.Clock;

/** The store as the container would wire it. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class HeartbeatFixtures {
  private HeartbeatFixtures() {}

  /** The store on that persistence context. */
  public static Heartbeats heartbeats(EntityManager em, Clock clock) {
    Heartbeats heartbeats = new Heartbeats();
    heartbeats.em = em;
    heartbeats.clock = clock;
    return heartbeats;
  }
}
