package io.synnefo.api.http;

import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.InstanceInfo;
import io.synnefo.ganeti.JobInfo;
import io.synnefo.ganeti.NodeInfo;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes every job, or none; remembers what was asked. Each request waits for the one before. */
public final class RecordingRapi implements RapiClient {
  private record Shown(String status, String node, @Nullable Integer port) {
    InstanceInfo of(String name) {
      return new InstanceInfo(
          name,
          "uuid-of-" + name,
          status,
          node,
          port,
          1,
          64,
          List.of(),
          List.of(),
          List.of(),
          Map.of());
    }
  }

  private final List<String> calls = new ArrayList<>();
  private @Nullable Shown shown;
  private RapiException.@Nullable Outcome failure;

  /** What was asked since the last time, such as {@code create snf-1}. */
  public synchronized List<String> takeCalls() {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  /** From now on nothing is taken; null: everything is again. */
  public synchronized void fail(RapiException.@Nullable Outcome outcome) {
    this.failure = outcome;
  }

  @Override
  public long createInstance(CreateInstanceRequest request, String reason) {
    return submit("create " + request.name());
  }

  @Override
  public long startInstance(String instance, String reason) {
    return submit("start " + instance);
  }

  @Override
  public long stopInstance(String instance, Duration guestTimeout, String reason) {
    return submit("stop " + instance);
  }

  @Override
  public long rebootInstance(String instance, Duration guestTimeout, String reason) {
    return submit("reboot " + instance);
  }

  @Override
  public long removeInstance(String instance, Duration guestTimeout, String reason) {
    return submit("remove " + instance);
  }

  @Override
  public List<NodeInfo> nodes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long askDaemon(String tag, String reason) {
    return submit("ask");
  }

  @Override
  public ClusterInfo info() {
    throw new UnsupportedOperationException();
  }

  /** From now on every instance that is looked at is there, on that node with that port. */
  public synchronized void show(String status, String node, @Nullable Integer port) {
    this.shown = new Shown(status, node, port);
  }

  /** From now on no instance is there. */
  public synchronized void showNone() {
    this.shown = null;
  }

  @Override
  public synchronized Optional<InstanceInfo> instance(String name) {
    requireUp();
    return Optional.ofNullable(shown).map(all -> all.of(name));
  }

  @Override
  public List<InstanceInfo> instances() {
    return List.of();
  }

  @Override
  public Optional<JobInfo> job(long jobId) {
    return Optional.empty();
  }

  @Override
  public List<Long> jobIds() {
    return List.of();
  }

  private synchronized long submit(String call) {
    requireUp();
    calls.add(call);
    return calls.size();
  }

  private void requireUp() {
    if (failure != null) {
      throw new RapiException(RapiException.Kind.UNREACHABLE, failure, "node1.example.org is down");
    }
  }
}
