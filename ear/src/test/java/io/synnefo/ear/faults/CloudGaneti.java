package io.synnefo.ear.faults;

import io.synnefo.testbed.ganeti.FakeGaneti;
import io.synnefo.testbed.ganeti.FakeGanetiSettings;
import io.synnefo.testbed.ganeti.GanetiEnv;
import io.synnefo.testbed.ganeti.PrivateGaneti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The Ganeti of a cloud: a simulated one, or a real one whose hypervisor only pretends. */
interface CloudGaneti {
  /** Where it is and how to get in. */
  GanetiEnv env();

  /** What its instances run on. */
  String hypervisor();

  /**
   * The next such operation fails; false where nobody can have that.
   *
   * @param isDone whether it has done before what it was to do
   */
  boolean failNext(String opId, boolean isDone);

  /** Nothing of it runs. */
  void stop() throws IOException;

  /** As fast as the storm wants it. */
  static CloudGaneti simulated(Path directory) throws IOException {
    FakeGanetiSettings settings =
        FakeGanetiSettings.in(directory, "rapi-secret")
            .withDelays(Duration.ofMillis(60), Duration.ofMillis(150));
    return new Simulated(FakeGaneti.start(settings, Clock.systemUTC()));
  }

  /** Of one node. */
  static CloudGaneti real(Path root) throws IOException, InterruptedException {
    // Ganeti's users may not enter a checkout below a closed directory, such as Debian's /root
    Path place = Files.createTempDirectory(Path.of("/var/tmp"), "snf-");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    place.toFile().deleteOnExit(); // the last first, and also when this process is told to end
    place.resolve("ganeti.log").toFile().deleteOnExit();
    Map<String, String> fake = Map.of("GNT_HV", Real.HYPERVISOR);
    return new Real(
        PrivateGaneti.start(root.resolve("testbed/bin"), place.resolve("ganeti"), fake));
  }

  /** In this process. */
  record Simulated(FakeGaneti ganeti) implements CloudGaneti {
    @Override
    public GanetiEnv env() {
      return ganeti.env();
    }

    @Override
    public String hypervisor() {
      return "kvm";
    }

    @Override
    public boolean failNext(String opId, boolean isDone) {
      if (isDone) {
        ganeti.failNextWhenDone(opId, "the guest did, and nobody noticed");
      } else {
        ganeti.failNext(opId, "the guest would not");
      }
      return true;
    }

    @Override
    public void stop() throws IOException {
      ganeti.close();
    }
  }

  /** In name spaces of its own. */
  record Real(PrivateGaneti ganeti) implements CloudGaneti {
    private static final String HYPERVISOR = "fake";

    @Override
    public GanetiEnv env() {
      return ganeti.env();
    }

    @Override
    public String hypervisor() {
      return HYPERVISOR;
    }

    @Override
    public boolean failNext(String opId, boolean isDone) {
      return false;
    }

    @Override
    public void stop() {
      ganeti.close();
    }
  }
}
