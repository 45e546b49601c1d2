package io.synnefo.server;

import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.Flavors;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.settings.SubmitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What servers are made of: NICs, disks, size, tags, hypervisor parameters. That something of it
 * changed is told by events; what it is now, by Ganeti. Each call is one transaction.
 */
@ApplicationScoped
public class ServerShapes {
  /**
   * How long after its event a change is sure to be seen: luxid, which answers, reads what others
   * wrote to Ganeti's configuration up to a quarter of a second later when they write often.
   */
  static final Duration SEEN_AFTER = Duration.ofSeconds(1);

  @Inject Servers servers;
  @Inject ShapeMarks marks;
  @Inject ShapeRows rows;
  @Inject ServerHistory history;
  @Inject InstanceNames names;
  @Inject Flavors flavors;
  @Inject SubmitSettings settings;
  @Inject DatabaseClock clock;

  /**
   * The right to ask Ganeti for an instance.
   *
   * @param instance its name in Ganeti
   * @param version which question it is: the answer to an older one is dropped
   */
  public record Claim(long serverId, String instance, long version) {}

  /** Those of which Ganeti is to be asked, the longest due first, of each cluster in turn. */
  @Transactional
  public List<DueServers.Waiting> due(int most) {
    return marks.due(clock.now(), most);
  }

  /**
   * The server is the caller's to ask for, until the submit time-out has passed; empty when it is
   * not due any more. Of several who ask at once, on whatever machine, one gets it.
   */
  @Transactional
  public Optional<Claim> claim(long serverId) {
    Optional<Server> server = servers.lock(serverId);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    if (server.get().state() == ServerState.DESTROYED) {
      marks.unmark(serverId); // what it had stays on record
      return Optional.empty();
    }
    Instant now = clock.now();
    return marks.claim(serverId, now, now.plus(settings.timeout())).stream()
        .mapToObj(version -> new Claim(serverId, names.of(serverId), version))
        .findFirst();
  }

  /** So Ganeti showed the instance; nothing is changed when it was asked again meanwhile. */
  @Transactional
  public void told(Claim claim, InstanceInfo instance) {
    servers
        .lock(claim.serverId())
        .filter(server -> server.state() != ServerState.DESTROYED)
        .filter(server -> marks.isAnswered(server.id(), claim.version(), clock.now()))
        .ifPresent(server -> take(server, Shape.of(instance)));
  }

  /** Ganeti has no such instance: what became of the server is for others to tell. */
  @Transactional
  public void absent(Claim claim) {
    servers
        .lock(claim.serverId())
        .ifPresent(server -> marks.isAnswered(server.id(), claim.version(), clock.now()));
  }

  private void take(Server server, Shape shape) {
    Shape stored = rows.read(server.id());
    List<String> changes = new ArrayList<>(shape.differences(stored));
    if (changes.isEmpty()) {
      return;
    }
    boolean resized =
        !shape.size().equals(stored.size()) || shape.rootDiskMib() != stored.rootDiskMib();
    rows.replace(server.id(), stored, shape);
    String own = server.flavorId();
    Optional<Flavor> match = FlavorMatch.of(flavors.list(), own, shape);
    String flavor = match.map(Flavor::id).orElse(own);
    if (match.isEmpty() && resized) {
      changes.add("no flavor has " + words(shape));
    } else if (!flavor.equals(own)) {
      changes.add("flavor " + own + ">" + flavor);
    }
    server.reshaped(flavor, clock.now());
    ServerState state = server.state();
    history.add(
        new HistoryEntry(
            server.id(),
            null,
            null,
            Rule.OBSERVED_SHAPE,
            state,
            state,
            String.join(", ", changes)));
  }

  private static String words(Shape shape) {
    return "%d vcpus with %d MiB and a disk of %d MiB"
        .formatted(shape.size().vcpus(), shape.size().ramMib(), shape.rootDiskMib());
  }
}
