package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How wildfly.sh passes on which VNC proxies there are. */
class VncProxySettingsTest {
  @TempDir Path instance;
  private Path setting;

  @BeforeEach
  void secrets() throws Exception {
    setting =
        Files.createDirectory(instance.resolve("secrets")).resolve("VNCAUTHPROXY_CTRL_SOCKET");
  }

  private Script start() {
    return Script.bash(List.of("secrets", "wildfly"), "wf_vnc_proxies").with("WF_DIR", instance);
  }

  @Test
  void aVariableIsASettingUntilAnotherStartSaysOtherwise() throws Exception {
    start().with("VNCAUTHPROXY_CTRL_SOCKET", "/run/a.sock").run().succeeded();
    assertEquals("/run/a.sock", Files.readString(setting));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(setting)));
    start().run().succeeded();
    assertEquals("/run/a.sock", Files.readString(setting));
    start().with("VNCAUTHPROXY_CTRL_SOCKET", "").run().succeeded();
    assertEquals("", Files.readString(setting));
  }

  @Test
  void withoutVariablesThereIsNoSetting() throws Exception {
    start().run().succeeded();
    try (var files = Files.list(instance.resolve("secrets"))) {
      assertEquals(0, files.count());
    }
  }
}
