package io.synnefo.testbed.ganeti;

import io.synnefo.ganeti.HttpRapiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Needs root and Debian's ganeti; fails where they lack, saying what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealGanetiRapiIT implements RapiClientContract, RapiWireContract, JobFilesContract {
  private PrivateGaneti ganeti;
  private HttpRapiClient client;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Path testbed = Path.of(System.getProperty("synnefo.root")).resolve("testbed");
    Path root = testbed.resolve("target/ganeti-contract");
    ganeti = PrivateGaneti.start(testbed.resolve("bin"), root, Map.of("GNT_HV", "fake"));
    client = new HttpRapiClient(ganeti.env().access(RapiClientContract.TIMEOUT));
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
      ganeti.close();
    }
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
