package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.JobInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parameters of the hypervisor that one instance has for itself. */
interface HypervisorParametersContract {
  String NAME = "snf-tuned";

  GanetiEnv env();

  HttpRapiClient client();

  @Test
  default void parametersOfTheHypervisorAreSetForOneInstanceAndGoBackToThoseOfTheCluster()
      throws IOException {
    succeeds(client().createInstance(RapiClientContract.requestOfKvm(NAME), "make"));
    assertEquals(Map.of(), parameters());
    JobInfo job = modify("{\"hvparams\":{\"nic_type\":\"e1000\",\"acpi\":false}}");
    String whole =
        new RawRapi(env()).call("GET", "/2/jobs/" + job.id(), RapiWireContract.JSON, "").body();
    String result = whole.replace(" ", "");
    assertTrue(result.contains("[\"hv/nic_type\",\"e1000\"]"), whole);
    assertTrue(result.contains("[\"hv/acpi\",false]"), whole);
    assertEquals(Map.of("nic_type", "e1000", "acpi", "false"), parameters());
    modify("{\"hvparams\":{\"nic_type\":\"default\"},\"beparams\":{\"vcpus\":2}}");
    assertEquals(Map.of("acpi", "false"), parameters());
    assertEquals(2, client().instance(NAME).orElseThrow().vcpus());
    modify("{\"hvparams\":{\"acpi\":\"default\"}}");
    assertEquals(Map.of(), parameters());
    succeeds(client().removeInstance(NAME, Duration.ofSeconds(1), "away"));
  }

  private Map<String, String> parameters() {
    return client().instance(NAME).orElseThrow().hypervisorParameters();
  }

  private JobInfo modify(String body) throws IOException {
    String path = "/2/instances/" + NAME + "/modify";
    return succeeds(new RawRapi(env()).submit("PUT", path, body));
  }

  private JobInfo succeeds(long job) {
    JobInfo ended = RapiClientContract.ended(client(), job);
    RapiClientContract.assertSuccess(ended);
    return ended;
  }
}
