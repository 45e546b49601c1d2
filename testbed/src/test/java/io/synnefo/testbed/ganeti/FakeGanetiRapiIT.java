package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.JobInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeGanetiRapiIT
    implements RapiClientContract,
        RapiWireContract,
        JobFilesContract,
        LuxidContract,
        ConsolePortContract,
        HypervisorParametersContract {
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

  /** As Ganeti before 2.13 did, of which there is none to compare with. */
  @Test
  void aCreationThatIsLockedOutFailsForNowAndOnlyIfItLocksOpportunistically() {
    ganeti.lockOutNextCreation();
    CreateInstanceRequest request = RapiClientContract.request("snf-locked-out");
    long patient = client.createInstance(request.withAllLocks(), "one");
    RapiClientContract.assertSuccess(RapiClientContract.ended(client, patient));
    CreateInstanceRequest other = RapiClientContract.request("snf-locked-out-too");
    JobInfo job = RapiClientContract.ended(client, client.createInstance(other, "two"));
    String error = job.ops().get(0).result().toString();
    assertTrue(error.endsWith(",\"temp_insufficient_resources\"]]"), error);
    RapiClientContract.assertSuccess(
        RapiClientContract.ended(client, client.createInstance(other, "three")));
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
