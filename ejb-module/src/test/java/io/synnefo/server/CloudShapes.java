package io.synnefo.server;

import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.flavor.FlavorFixtures;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.reconcile.ShapeFixture;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the servers of a {@link Cloud} are made of, wired as the container would. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
final class CloudShapes {
  final ShapeMarks marks = new ShapeMarks();
  final ShapeRows rows = new ShapeRows();
  final ServerShapes door;
  private final Cloud cloud;
  private final EntityManager em;
  private @Nullable ShapeFixture sweep;

  CloudShapes(Cloud cloud, EntityManager em) {
    this.cloud = cloud;
    this.em = em;
    this.marks.em = em;
    this.rows.em = em;
    this.door = door();
    this.door.marks = marks;
    this.door.rows = rows;
    this.door.flavors = FlavorFixtures.flavors(em);
    this.door.settings = cloud.patience;
  }

  /** Those clusters are asked; the rest is for the caller to wire. */
  ServerShapes take(Backends backends, RapiClients clients) {
    sweep = new ShapeFixture(door, backends, clients, cloud.clock);
    return door;
  }

  /** Ganeti is asked what servers are made of, as far as that is due now. */
  void sweep() {
    if (sweep != null) {
      sweep.sweep();
    }
  }

  /** Each mark that there is is due, and no time passes. */
  void marksAreDue() {
    cloud.tx(
        () ->
            em.createNativeQuery(
                    "UPDATE server_shape SET due_at = TIMESTAMP '2000-01-01 00:00:00'"
                        + " WHERE due_at IS NOT NULL")
                .executeUpdate());
  }

  /** What is on record of that server. */
  Shape of(long serverId) {
    return cloud.tx(() -> rows.read(serverId));
  }

  private ServerShapes door() {
    return new ServerShapes() {
      @Override
      public List<DueServers.Waiting> due(int most) {
        return cloud.tx(() -> super.due(most));
      }

      @Override
      public Optional<Claim> claim(long serverId) {
        return cloud.tx(() -> super.claim(serverId));
      }

      @Override
      public void told(Claim claim, InstanceInfo instance) {
        cloud.txVoid(() -> super.told(claim, instance));
      }

      @Override
      public void absent(Claim claim) {
        cloud.txVoid(() -> super.absent(claim));
      }
    };
  }
}
