package io.synnefo.testbed.ganeti;

import io.synnefo.ganeti.HttpRapiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Needs root and Debian's ganeti; fails where they lack, saying what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealGanetiRapiIT
    implements RapiClientContract,
        RapiWireContract,
        JobFilesContract,
        LuxidContract,
        ConsolePortContract,
        HypervisorParametersContract {
  private Path place;
  private PrivateGaneti ganeti;
  private HttpRapiClient client;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Path scripts = Path.of(System.getProperty("synnefo.root")).resolve("testbed/bin");
    // Ganeti's users may not enter a checkout below a closed directory, such as Debian's /root
    place = shortDirectory();
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    ganeti = PrivateGaneti.start(scripts, place.resolve("ganeti"), Map.of("GNT_HV", "fake,kvm"));
    client = new HttpRapiClient(ganeti.env().access(RapiClientContract.TIMEOUT));
  }

  /** The sockets of QEMU lie below it, and a socket's path has 107 characters at most. */
  private static Path shortDirectory() throws IOException {
    int random = ThreadLocalRandom.current().nextInt(0x1000000);
    return Files.createDirectory(Path.of("/var/tmp/snf-%06x".formatted(random)));
  }

  @AfterAll
  void stop() throws IOException {
    if (client != null) {
      client.close();
      ganeti.close();
    }
    Files.deleteIfExists(place.resolve("ganeti.log"));
    Files.deleteIfExists(place);
  }

  @Override
  public GanetiEnv env() {
    return ganeti.env();
  }

  @Override
  public HttpRapiClient client() {
    return client;
  }
}
