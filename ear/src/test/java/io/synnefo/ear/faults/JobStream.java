package io.synnefo.ear.faults;

import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.testbed.ganeti.JobMix;
import io.synnefo.testbed.ganeti.JobMix.Kind;
import io.synnefo.testbed.ganeti.RawRapi;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Jobs that are submitted to the Ganeti of a cloud, of instances that are its servers. */
final class JobStream implements AutoCloseable {
  private static final Duration GUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final String WHY = "storm";
  private static final String TAG = "/tags?tag=storm&reason=storm";
  private static final String MODIFY = "/modify?reason=storm";
  private static final int FAILS_EVERY = 19;

  /** Without its creation there is nothing to ask more of. */
  private static final Set<Kind> MAY_FAIL = EnumSet.complementOf(EnumSet.of(Kind.CREATE));

  private final DispatchCloud cloud;
  private final HttpRapiClient rapi;
  private final RawRapi raw;
  private volatile int submitted;
  private int failing;

  JobStream(DispatchCloud cloud) {
    this.cloud = cloud;
    this.rapi = cloud.rapi();
    this.raw = new RawRapi(cloud.ganeti().env());
  }

  /**
   * All of the plan's jobs are submitted, not faster than it says. Some fail, of which each second
   * one has done what it was to do.
   */
  void run(StormPlan plan, long seed) throws IOException {
    run(plan, seed, () -> false);
  }

  /** The same, and more of them while that is so. */
  void run(StormPlan plan, long seed, BooleanSupplier more) throws IOException {
    JobMix mix = new JobMix(plan.servers(), seed);
    long begin = System.nanoTime();
    long pause = Duration.ofSeconds(1).toNanos() / plan.jobsPerSecond();
    for (int n = 0; n < plan.jobs() || more.getAsBoolean(); n++) {
      awaitTime(begin + n * pause);
      JobMix.Step step = mix.next();
      if (n % FAILS_EVERY == 0 && MAY_FAIL.contains(step.kind())) {
        boolean isDone = n / FAILS_EVERY % 2 == 0;
        failing += cloud.ganeti().failNext(step.kind().opId(), isDone) ? 1 : 0;
      }
      submit(step);
      submitted = n + 1;
    }
  }

  /** The load keeps its pace; no test waits here. */
  private static void awaitTime(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Its id. */
  long submit(JobMix.Step step) throws IOException {
    String instance = "snf-" + step.server();
    return switch (step.kind()) {
      case CREATE -> rapi.createInstance(request(instance), WHY);
      case STARTUP -> rapi.startInstance(instance, WHY);
      case SHUTDOWN -> rapi.stopInstance(instance, GUEST_TIMEOUT, WHY);
      case REBOOT -> rapi.rebootInstance(instance, GUEST_TIMEOUT, WHY);
      case REMOVE -> rapi.removeInstance(instance, GUEST_TIMEOUT, WHY);
      case GROW -> change("POST", instance, "/disk/0/grow?reason=storm", "{\"amount\":1024}");
      case ENLARGE -> resize(instance, 2, 128);
      case SHRINK -> resize(instance, 1, 64);
      case TAG -> change("PUT", instance, TAG, "");
      case UNTAG -> change("DELETE", instance, TAG, "");
      case TUNE -> tune(instance, "e1000");
      case UNTUNE -> tune(instance, "default");
    };
  }

  private long resize(String instance, int vcpus, int memory) throws IOException {
    String size = "{\"beparams\":{\"vcpus\":%d,\"maxmem\":%d,\"minmem\":%2$d}}";
    return change("PUT", instance, MODIFY, size.formatted(vcpus, memory));
  }

  /** Only KVM's instances have that parameter: of others the job fails. */
  private long tune(String instance, String nicType) throws IOException {
    String parameter = "{\"hvparams\":{\"nic_type\":\"%s\"}}";
    return change("PUT", instance, MODIFY, parameter.formatted(nicType));
  }

  /** What the cloud itself does not ask of Ganeti, an operator does. */
  private long change(String method, String instance, String what, String body) throws IOException {
    return raw.submit(method, "/2/instances/" + instance + what, body);
  }

  private CreateInstanceRequest request(String instance) {
    return new CreateInstanceRequest(
        instance,
        cloud.ganeti().hypervisor(),
        "file",
        1,
        64,
        List.of(1024),
        "snf-image+default",
        Map.of("img_id", "tiny.diskdump", "img_format", "diskdump"),
        Map.of(),
        List.of(),
        false);
  }

  /** How many jobs Ganeti has taken so far. */
  int submitted() {
    return submitted;
  }

  /** How many of them fail. */
  int failing() {
    return failing;
  }

  @Override
  public void close() {
    rapi.close();
  }
}
