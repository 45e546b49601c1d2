package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first step of up, where some packages cannot be had: apt-get's part is a stand-in. */
class CloudPackagesTest {
  @TempDir Path state;

  /** Everything can be had but packages whose name has the word in it; unshare does as told. */
  private Script.Result packages(String ganeti, String lacking, String unshare) throws Exception {
    String standIns =
        """
        packages_need() {
          [[ $* != *%s* ]] || { echo "cannot have %s" >&2; return 3; }
        }
        id() { echo 0; }
        unshare() { %s; }
        cloud_packages
        """
            .formatted(lacking, lacking, unshare);
    return Script.bash(List.of("cloud"), standIns)
        .with("STATE", state)
        .with("DB", "h2")
        .with("GANETI", ganeti)
        .run();
  }

  @Test
  void withEverythingThereNothingElseIsSaid() throws Exception {
    assertEquals("all there\n", packages("auto", "nothing", "true").succeeded().text());
  }

  @Test
  void whatIsNeededIsDemanded() throws Exception {
    assertEquals(3, packages("fake", "rabbitmq-server", "true").exit());
  }

  @Test
  void withoutTheClientItGoesOnAndSaysSo() throws Exception {
    assertEquals(
        "all but the openstack client: cannot have python3-openstackclient\n",
        packages("real", "python3-openstackclient", "true").succeeded().text());
  }

  @Test
  void whereNoRealGanetiCanBeAFakeOneTakesItsPlaceAndItSaysWhy() throws Exception {
    String container = packages("auto", "nothing", "false").succeeded().text();
    String packages = packages("auto", "qemu", "true").succeeded().text();
    assertAll(
        () -> assertTrue(container.contains("a fake one takes its place: it needs CAP"), container),
        () -> assertTrue(packages.contains("takes its place: cannot have qemu"), packages));
  }

  @Test
  void aRealGanetiThatWasAskedForIsNotReplaced() throws Exception {
    Script.Result result = packages("real", "nothing", "false");
    assertEquals(3, result.exit());
    assertTrue(result.text().contains("--ganeti real: it needs CAP_SYS_ADMIN"), result.text());
  }
}
