package io.synnefo.ganeti;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Ganeti cluster's remote API. Calls that submit return the job's id: the job was queued,
 * nothing more is known. Each takes the reason that Ganeti keeps in the job ({@code ?reason=}); it
 * holds our request id and is how a lost reply is settled. Every call ends within the client's
 * time-out.
 *
 * <p>All throw {@link RapiException}; its {@code outcome()} tells whether the job may exist.
 */
public interface RapiClient extends AutoCloseable {
  /** Name, UUID-free facts and the master as the cluster tells them. */
  ClusterInfo info();

  /** All nodes, in one call. */
  List<NodeInfo> nodes();

  /** Queues the creation of an instance. */
  long createInstance(CreateInstanceRequest request, String reason);

  /** Queues the start of an instance. */
  long startInstance(String instance, String reason);

  /** Queues a shutdown; the guest gets that long to obey before it is cut off. */
  long stopInstance(String instance, Duration guestTimeout, String reason);

  /** Queues a reboot; the guest gets that long to shut down. */
  long rebootInstance(String instance, Duration guestTimeout, String reason);

  /** Queues the removal of an instance, running or not. */
  long removeInstance(String instance, Duration guestTimeout, String reason);

  /**
   * Queues the dry run of a cluster tag, which changes nothing: a question to the event daemon.
   *
   * @param tag which the daemon's answer bears; of {@code Heartbeat.TAG_PREFIX}
   */
  long askDaemon(String tag, String reason);

  /** The instance as Ganeti has it now; empty when it has none of that name. */
  Optional<InstanceInfo> instance(String name);

  /** All instances, in one call. */
  List<InstanceInfo> instances();

  /** A job, archived or not; empty when the cluster does not know the id. */
  Optional<JobInfo> job(long jobId);

  /**
   * Ids of the jobs in the queue, in no order; archived ones may be among them. One cheap call: the
   * jobs themselves are asked for one by one.
   */
  List<Long> jobIds();

  /** Lets go of what it holds; calls made after this are refused. */
  @Override
  default void close() {}
}
