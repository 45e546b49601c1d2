package io.synnefo.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.amqp.MapConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VncSettingsReaderTest {
  @TempDir static Path authorities = Path.of("");
  private static Path authority = Path.of("");

  @TempDir Path root = Path.of("");
  private Path secret;

  @BeforeAll
  static void authority() throws Exception {
    authority = new Certificate(authorities, "localhost").pem;
  }

  @BeforeEach
  void files() throws Exception {
    secret = Files.writeString(root.resolve("secret"), "hunter2\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private static VncProxySettings read(Map<String, String> values) {
    return VncSettingsReader.read(new MapConfig(values));
  }

  private VncProxySettings options(String json) {
    String text = json.replace("SECRET", secret.toString()).replace("CA", authority.toString());
    return read(Map.of("CYCLADES_VNCAUTHPROXY_OPTS", text.replace('`', '"')));
  }

  private String wrong(String json) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> options(json));
    return String.valueOf(e.getMessage());
  }

  @Test
  void withoutSettingsThereIsNoProxy() {
    VncProxySettings settings = read(Map.of());
    assertEquals(new VncProxySettings(List.of(), Duration.ofSeconds(65), List.of()), settings);
    assertEquals("none", settings.toString());
  }

  @Test
  void everyKeyReachesItsField() throws Exception {
    VncProxySettings settings =
        options(
            "[{`server_address`:`p1`,`server_port`:1,`auth_user`:`u`,`auth_password_file`:`SECRET`,"
                + "`enable_ssl`:true,`ca_cert`:`CA`,`strict`:true}]");
    ProxyTls tls = new ProxyTls(Optional.of(authority), true);
    VncProxy.AtPort proxy =
        new VncProxy.AtPort("p1", 1, "u", ProxySecret.of(secret), Optional.of(tls));
    assertEquals(List.of(proxy), settings.proxies());
    assertEquals("hunter2", proxy.user().password());
    assertEquals(List.of(), settings.warnings());
  }

  @Test
  void theFormOfOldDeploymentsIsUnderstood() throws Exception {
    VncProxySettings settings =
        options(
            "[{`auth_user`:`u`,`auth_password`:`hunter2`,`server_address`:`127.0.0.1`,"
                + "`server_port`:24999,`enable_ssl`:false,`ca_cert`:null,`strict`:false},"
                + "{`auth_user`:`u`,`auth_password`:`hunter3`,`server_address`:`::1`}]");
    assertEquals("127.0.0.1:24999, [::1]:24999", settings.toString());
    assertEquals("hunter3", ((VncProxy.AtPort) settings.proxies().get(1)).user().password());
    assertFalse(settings.proxies().toString().contains("hunter"), settings.proxies()::toString);
    assertEquals(List.of(), settings.warnings());
  }

  @Test
  void theSocketOf2011IsOneMoreProxy() {
    VncProxySettings settings =
        read(
            Map.of(
                "VNCAUTHPROXY_CTRL_SOCKET", "/run/vncauthproxy/ctrl.sock",
                "CYCLADES_VNCAUTHPROXY_OPTS",
                    "[{\"auth_user\":\"u\",\"auth_password\":\"p\",\"server_address\":\"localhost\"}]",
                "synnefo.vnc.timeout", "PT70S"));
    assertEquals("unix:/run/vncauthproxy/ctrl.sock, localhost:24999", settings.toString());
    assertEquals(Duration.ofSeconds(70), settings.timeout());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | VNC proxy p:24999: passwords cross the network in clear, without enable_ssl",
        ",`enable_ssl`:true"
            + " | VNC proxy p:24999: whoever answers there is trusted, without ca_cert and strict",
        ",`enable_ssl`:true,`ca_cert`:`CA`"
            + " | VNC proxy p:24999: its certificate may be for any name, without strict",
      })
  void whatIsAllowedAndUnwiseIsWarnedOf(String more, String warning) {
    String entry = "[{`server_address`:`p`,`auth_user`:`u`,`auth_password_file`:`SECRET`";
    assertEquals(List.of(warning), options(entry + (more == null ? "" : more) + "}]").warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | CYCLADES_VNCAUTHPROXY_OPTS is no JSON list",
        "[hush | CYCLADES_VNCAUTHPROXY_OPTS is no JSON list",
        "[1] | CYCLADES_VNCAUTHPROXY_OPTS[0] is no object",
        "[{`auth_user`:`u`,`auth_password`:`p`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].server_address is missing",
        "[{`server_address`:7,`auth_user`:`u`,`auth_password`:`p`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].server_address is no text",
        "[{`server_address`:`a`,`auth_user`:`u`}] | CYCLADES_VNCAUTHPROXY_OPTS[0] needs"
            + " auth_password_file, or auth_password, not both",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,"
            + "`auth_password_file`:`SECRET`}] | CYCLADES_VNCAUTHPROXY_OPTS[0] needs"
            + " auth_password_file, or auth_password, not both",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`server_port`:`1`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].server_port is no number from 1 to 65535",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`server_port`:0}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].server_port is no number from 1 to 65535",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`strict`:true}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].strict needs enable_ssl and ca_cert",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`enable_ssl`:1}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].enable_ssl is neither true nor false",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`use_ssl`:true}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].use_ssl is not known",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password_file`:`/none`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].auth_password_file cannot be read: /none",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`hush`,`enable_ssl`:true,"
            + "`ca_cert`:`SECRET`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS[0].ca_cert cannot be used: No certificate data found",
        "[{`server_address`:`a`,`auth_user`:`u`,`auth_password`:`p`},"
            + "{`server_address`:`a`,`auth_user`:`v`,`auth_password`:`p`}]"
            + " | CYCLADES_VNCAUTHPROXY_OPTS has a:24999 twice",
      })
  void whatIsWrongIsToldByItsPlace(String json, String why) {
    assertEquals(why.replace("SECRET", secret.toString()), wrong(json));
  }

  @Test
  void allErrorsAreToldAtOnce() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                read(
                    Map.of(
                        "VNCAUTHPROXY_CTRL_SOCKET", "ctrl.sock",
                        "CYCLADES_VNCAUTHPROXY_OPTS", "[{\"server_port\":-1}]",
                        "synnefo.vnc.timeout", "65")));
    assertEquals(
        "VNCAUTHPROXY_CTRL_SOCKET is no absolute path: ctrl.sock;"
            + " CYCLADES_VNCAUTHPROXY_OPTS[0].server_address is missing;"
            + " CYCLADES_VNCAUTHPROXY_OPTS[0].server_port is no number from 1 to 65535;"
            + " CYCLADES_VNCAUTHPROXY_OPTS[0].auth_user is missing;"
            + " CYCLADES_VNCAUTHPROXY_OPTS[0] needs auth_password_file, or auth_password, not both;"
            + " synnefo.vnc.timeout is no duration from PT1S to PT5M: 65",
        e.getMessage());
  }

  @Test
  void aPathThatNoSocketCanHaveIsToldBeforeItIsTried() {
    Map<String, String> values = Map.of("VNCAUTHPROXY_CTRL_SOCKET", "/" + "a".repeat(107));
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(values));
    assertEquals(
        "VNCAUTHPROXY_CTRL_SOCKET has more than the 107 bytes of a socket's path", e.getMessage());
  }

  @Test
  void aPasswordThatOthersReadIsNone() throws Exception {
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String why = wrong("[{`server_address`:`a`,`auth_user`:`u`,`auth_password_file`:`SECRET`}]");
    assertTrue(why.endsWith(secret + " must not be readable by others"), why);
  }
}
