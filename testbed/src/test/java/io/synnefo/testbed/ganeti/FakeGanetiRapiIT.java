package io.synnefo.testbed.ganeti;

import io.synnefo.ganeti.HttpRapiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeGanetiRapiIT
    implements RapiClientContract, RapiWireContract, JobFilesContract, LuxidContract {
  private FakeGaneti ganeti;
  private HttpRapiClient client;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    FakeGanetiSettings settings =
        FakeGanetiSettings.in(directory, "s3cret-fake")
            .withDelays(Duration.ofMillis(30), Duration.ofMillis(30));
    ganeti = FakeGaneti.start(settings, Clock.systemUTC());
    client = new HttpRapiClient(ganeti.env().access(RapiClientContract.TIMEOUT));
  }

  @AfterAll
  void stop() {
    client.close();
    ganeti.close();
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
