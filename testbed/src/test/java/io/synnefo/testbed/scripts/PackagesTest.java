package io.synnefo.testbed.scripts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real installation, but apt-get is a script that asks the policy as maintainer scripts do. */
class PackagesTest {
  @TempDir Path dir;
  private Path policy;
  private Path log;
  private Path asked;

  @BeforeEach
  void fakeApt() throws Exception {
    policy = dir.resolve("policy-rc.d");
    log = dir.resolve("log");
    asked = dir.resolve("asked");
    executable(
        dir.resolve("apt-get"),
        "#!/bin/bash\n'%s' some start && rc=0 || rc=$?\necho $rc >'%s'\nsleep \"${APT_SECONDS:-0}\"\n"
            .formatted(policy, asked));
  }

  private static void executable(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Script install() {
    return Script.bash(List.of("packages"), "packages_install " + log + " some-package")
        .with("SYNNEFO_POLICY_FILE", policy)
        .with("PATH", dir + ":" + System.getenv("PATH"));
  }

  @Test
  void noServiceMayStartWhileItInstallsAndThePolicyGoesAway() throws Exception {
    install().run().succeeded();
    assertEquals("101\n", Files.readString(asked));
    assertFalse(Files.exists(policy));
  }

  @Test
  void aPolicyThatIsThereIsKeptAsItIs() throws Exception {
    executable(policy, "#!/bin/sh\nexit 101\n");
    install().run().succeeded();
    assertEquals("#!/bin/sh\nexit 101\n", Files.readString(policy));
  }

  @Test
  void aPolicyThatLetsServicesStartIsKeptAndNothingIsInstalled() throws Exception {
    executable(policy, "#!/bin/sh\nexit 0\n");
    assertTrue(install().run().exit() != 0);
    assertFalse(Files.exists(asked));
    assertTrue(Files.readString(log).contains("lets services start"));
  }

  @Test
  void thePolicyGoesAwayWhenItsCallerIsKilled() throws Exception {
    Process caller = install().with("APT_SECONDS", 1).start(dir.resolve("out").toFile());
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(asked));
    assertTrue(Files.exists(policy));
    caller.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(policy));
  }

  @Test
  void withoutRootItSaysWhatToInstall() throws Exception {
    Script.Result result =
        Script.bash(
                List.of("packages"),
                "id() { echo 1000; }\npackages_need " + log + " no-such-package-of-debian")
            .run();
    assertEquals(3, result.exit());
    assertTrue(
        result.text().contains("apt-get install --no-install-recommends no-such-package-of-debian"),
        result.text());
  }
}
