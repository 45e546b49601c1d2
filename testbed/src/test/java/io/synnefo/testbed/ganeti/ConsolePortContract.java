package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.ganeti.InstanceInfo;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Where the console of an instance of KVM is: the port of its VNC server, and the node it is on.
 */
interface ConsolePortContract {
  /** Ganeti's first; below, there are none. */
  int FIRST_PORT = 11_000;

  HttpRapiClient client();

  @Test
  default void anInstanceOfKvmHasAPortOfTheClustersThatTheNextOneGetsWhenItIsGone() {
    int first = port(make("snf-1"));
    assertEquals(FIRST_PORT, first);
    assertEquals(first + 1, port(make("snf-2")));
    stop("snf-1");
    InstanceInfo stopped = client().instance("snf-1").orElseThrow();
    assertEquals("ADMIN_down", stopped.status());
    assertEquals(first, port(stopped));
    remove("snf-1");
    InstanceInfo next = make("snf-3");
    assertEquals(first, port(next));
    assertEquals("running", next.status());
    assertEquals("node1.gnt.test", next.primaryNode());
    remove("snf-2");
    remove("snf-3");
  }

  private InstanceInfo make(String name) {
    succeeds(client().createInstance(RapiClientContract.requestOfKvm(name), "make"));
    return client().instance(name).orElseThrow();
  }

  private void stop(String name) {
    succeeds(client().stopInstance(name, Duration.ofSeconds(1), "stop"));
  }

  private void remove(String name) {
    succeeds(client().removeInstance(name, Duration.ofSeconds(1), "away"));
  }

  private void succeeds(long job) {
    RapiClientContract.assertSuccess(RapiClientContract.ended(client(), job));
  }

  private static int port(InstanceInfo instance) {
    return Objects.requireNonNull(instance.networkPort(), () -> "no VNC server: " + instance);
  }
}
