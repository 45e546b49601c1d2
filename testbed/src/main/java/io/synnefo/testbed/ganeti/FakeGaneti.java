package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;

/**
 * A simulated one-node Ganeti: RAPI over HTTPS, luxid's query socket, and a queue directory and
 * ssconf files written as the real one writes them. For scale and for faults; what is true is told
 * by real Ganeti, and RapiClientContract holds the two equal.
 */
public final class FakeGaneti implements AutoCloseable {
  private final FakeGanetiSettings settings;
  private final ClusterState cluster;
  private final JobQueue jobs;
  private final RapiServer server;
  private final FakeLuxid luxid;
  private final GanetiEnv env;
  private final GanetiFaults faults = new GanetiFaults();
  private final JobFailures failures = new JobFailures();

  private FakeGaneti(FakeGanetiSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    Files.createDirectories(settings.dataDir());
    ServerCertificate certificate = ServerCertificate.in(settings.dataDir());
    this.cluster = ClusterState.open(settings);
    this.jobs = new JobQueue(settings, clock, new Operations(cluster, settings.node()), failures);
    this.server =
        new RapiServer(settings, certificate, new RapiRoutes(settings, cluster, jobs), faults);
    this.luxid = new FakeLuxid(settings, cluster);
    this.env =
        new GanetiEnv(
            server.endpoint(),
            settings.username(),
            settings.password(),
            settings.queueDir(),
            settings.dataDir(),
            settings.luxidSocket(),
            settings.cluster(),
            cluster.uuid(),
            certificate.sha256());
    env.write(settings.envFile(), settings.node());
  }

  /** Answers RAPI calls; its env file is written. Instances and jobs found in it live on. */
  public static FakeGaneti start(FakeGanetiSettings settings, Clock clock) throws IOException {
    return new FakeGaneti(settings, clock);
  }

  /** Where it is and how to get in. */
  public GanetiEnv env() {
    return env;
  }

  /** What is wrong with its RAPI. */
  public GanetiFaults faults() {
    return faults;
  }

  /** The next job of that opcode, such as OP_INSTANCE_CREATE, runs and ends in that error. */
  public void failNext(String opId, String message) {
    failures.failNext(opId, new JobFailures.Failure(JobError.execution(message), false));
  }

  /** The same, but it has done what it was to do, as when its process dies at the end. */
  public void failNextWhenDone(String opId, String message) {
    failures.failNext(opId, new JobFailures.Failure(JobError.execution(message), true));
  }

  /**
   * The next creation that locks opportunistically ends in {@code temp_insufficient_resources}, as
   * Ganeti before 2.13 had it when others held the locks of the nodes that have room.
   */
  public void lockOutNextCreation() {
    failures.failNext(OpInputs.CREATE, new JobFailures.Failure(JobError.noRoomForNow(), false));
  }

  /** Submissions are refused from now on, as after {@code gnt-cluster queue drain}. */
  public void drain() throws IOException {
    if (!Files.exists(jobs.files().drainFile())) {
      Files.createFile(jobs.files().drainFile());
    }
  }

  /** Submissions are taken again. */
  public void undrain() throws IOException {
    Files.deleteIfExists(jobs.files().drainFile());
  }

  /** The guest is gone without any job, as when it crashed or powered itself off. */
  public void crash(String instance) throws IOException {
    FakeInstance crashed =
        cluster
            .instance(instance)
            .orElseThrow(() -> new IllegalArgumentException("no instance " + instance))
            .crashed();
    cluster.put(crashed);
  }

  /** The ended job's file is in the archive directory. */
  public void archive(long jobId) throws IOException {
    jobs.files().archive(jobId);
  }

  /** No call is answered and no job goes on; what is on disk stays. */
  @Override
  public void close() {
    faults.heal();
    server.close();
    luxid.close();
    jobs.close();
  }

  /** Names cluster and directory. */
  @Override
  public String toString() {
    return "FakeGaneti[" + settings.cluster() + " in " + settings.stateDir() + "]";
  }
}
