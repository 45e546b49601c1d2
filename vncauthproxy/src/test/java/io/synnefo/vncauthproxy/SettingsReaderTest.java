package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.program.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  @TempDir Path root = Path.of("");

  private ProxySettings read(Map<String, String> environment, String... lines) throws Exception {
    Path file = Files.write(root.resolve("vncauthproxy.conf"), List.of(lines));
    return new SettingsReader(Optional.of(file), environment).settings();
  }

  private String refused(String... lines) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(Map.of(), lines)).getMessage());
  }

  @Test
  void whatIsNotSetIsAsTheGenuineDaemonHasItButForItsFaults() throws Exception {
    ProxySettings settings = read(Map.of(), "proxy-address = h");
    ProxySettings.Viewers viewers = settings.viewers();
    assertEquals(Optional.of(Path.of("/run/vncauthproxy/ctrl.sock")), settings.control().socket());
    assertEquals("/127.0.0.1:24999", settings.control().listen().orElseThrow().toString());
    assertEquals(Path.of("/var/lib/vncauthproxy/users"), settings.control().usersFile());
    assertEquals(List.of(25_000, 30_000), List.of(viewers.firstPort(), viewers.lastPort()));
    assertEquals(Set.of(25_672), viewers.notPorts());
    assertEquals(Optional.empty(), viewers.listen());
    assertEquals(Duration.ofSeconds(30), viewers.connectTimeout());
    assertEquals(
        new BackendDial.Patience(Duration.ofSeconds(60), 3, Duration.ofMillis(100)),
        settings.backends().patience());
    assertEquals(Optional.empty(), settings.tls());
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws Exception {
    Map<String, String> environment = Map.of("SYNNEFO_VNCAUTHPROXY_PORTS", "7000-7001");
    assertEquals(7000, read(environment, "ports = 6000-6001").viewers().firstPort());
  }

  @Test
  void whereTheProxyListensIsWhatViewersAreToldIfNothingElseIsSet() throws Exception {
    assertEquals("127.0.0.1", read(Map.of(), "proxy-listen=127.0.0.1").viewers().proxyAddress());
    ProxySettings set = read(Map.of(), "proxy-listen=127.0.0.1", "proxy-address=vnc.example.org");
    assertEquals("vnc.example.org", set.viewers().proxyAddress());
  }

  @ParameterizedTest
  @CsvSource({
    "no-such = 1,               no-such: there is no such setting",
    "control-listen = here,     control-listen: here is not host:port",
    "control-listen = h:70000,  control-listen: h:70000 is not host:port",
    "control-tls = on,          control-tls: needs tls-certificate-file and tls-key-file",
    "control-tls = yes,         'control-tls: is off or on, not yes'",
    "tls-key-file = /k,         tls-key-file: goes with tls-certificate-file",
    "ports = 30000-25000,       'ports: must be two numbers with a dash, as 25000-30000'",
    "ports = 0-99,              'ports: must be two numbers with a dash, as 25000-30000'",
    "ports = 1-65536,           'ports: must be two numbers with a dash, as 25000-30000'",
    "not-ports = x,             not-ports: must be port numbers with a comma between",
    "consoles-max = 0,          consoles-max: must be a number from 1 to 30000",
    "drain-seconds = -1,        drain-seconds: must be a number from 0 to 3600",
    "origins = cloud.org,       origins: cloud.org is neither * nor https://host[:port]",
    "origins = https://h/path,  origins: https://h/path is neither * nor https://host[:port]",
    "status-socket =,           status-socket: is not set",
    "gateway-listen = here,     gateway-listen: here is not host:port",
    "gateway-tls = yes,         gateway-tls: needs tls-certificate-file and tls-key-file",
    "gateway-tls = on,          'gateway-tls: is auto or yes or no, not on'",
    "gateway-origins = a.org,   gateway-origins: a.org is neither * nor https://host[:port]",
    "consoles-per-project = 0,  consoles-per-project: must be a number from 1 to 30000",
    "ping-seconds = 0,          ping-seconds: must be a number from 1 to 3600",
    "log-format = xml,          'log-format: is text or json, not xml'",
  })
  void eachFaultIsToldByTheNameOfItsSetting(String line, String fault) {
    assertEquals(fault, refused("proxy-address=h", line));
  }

  @Test
  void allFaultsAreToldAtOnce() {
    String faults = refused("ports=x", "proxy-address=h", "log-format=xml");
    assertEquals(2, faults.lines().count(), faults);
  }

  @Test
  void neitherPlaceToAskAtIsAFault() {
    assertTrue(
        refused("control-socket=", "control-listen=", "proxy-address=h")
            .contains("neither it nor control-listen is set"));
  }

  @Test
  void aFileOfSecretsThatOthersCanReadIsRefused() throws Exception {
    Path users = Files.writeString(root.resolve("users"), "");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        "users-file: " + users + " must not be readable by others",
        refused("users-file=" + users, "proxy-address=h"));
  }

  private GatewayRules gateway(String... lines) throws Exception {
    return read(Map.of("SYNNEFO_VNCAUTHPROXY_GATEWAY_LISTEN", "127.0.0.1:6080"), lines)
        .gateway()
        .orElseThrow();
  }

  @Test
  void thereIsNoGatewayUnlessItIsToldWhereToListen() throws Exception {
    assertEquals(Optional.empty(), read(Map.of(), "proxy-address=h").gateway());
    GatewayRules rules = gateway("proxy-address=vnc.example.org");
    assertEquals("/127.0.0.1:6080", rules.listen().toString());
    assertEquals(List.of(), rules.origins());
    assertEquals(10, read(Map.of(), "proxy-address=h").viewers().perProject());
  }

  @Test
  void theGatewaysUrlIsMadeOfAddressPortAndTlsUnlessItIsSet() throws Exception {
    assertEquals("ws://vnc.example.org:6080/", url("proxy-address=vnc.example.org"));
    assertEquals("ws://[2001:db8::1]:6080/", url("proxy-address=2001:db8::1"));
    String[] certified = {"proxy-address=h", "tls-certificate-file=/c", "tls-key-file=/k"};
    assertEquals("wss://h:6080/", url(certified));
    assertTrue(gateway(certified).tls());
    assertEquals("ws://h:6080/", url(and(certified, "gateway-tls=no")));
    assertEquals("wss://h:6080/", url(and(certified, "gateway-tls=yes")));
    assertEquals(
        "wss://lb.example.org/vnc/",
        url("proxy-address=h", "gateway-url=wss://lb.example.org/vnc/"));
    assertEquals("", gateway("proxy-address=h").host());
    assertEquals("lb.org", gateway("proxy-address=h", "gateway-url=wss://LB.org:8/vnc/").host());
  }

  private String url(String... lines) throws Exception {
    return gateway(lines).url().toString();
  }

  private static String[] and(String[] lines, String more) {
    String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = more;
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/",
        "wss://",
        "wss://h/?token=x",
        "wss://h/#f",
        "wss://h#f",
        "wss://u@h/",
        "wss://u:p@h/",
        "wss://h/%zz",
        "wss://my_host/",
        "wss://:80/",
        "wss://h:x/",
        "wss://h:65536/",
      })
  void aUrlThatIsNoGatewaysIsAFault(String url) {
    SettingsException faults =
        assertThrows(
            SettingsException.class, () -> gateway("proxy-address=h", "gateway-url=" + url));
    assertTrue(String.valueOf(faults.getMessage()).startsWith("gateway-url: "), faults.toString());
  }

  @Test
  void anAddressThatMakesNoUrlIsAFault() {
    assertEquals(
        "gateway-url: ws://my_host:6080/ (of proxy-address) is not wss://host[:port]/, the host as"
            + " in a URL: letters, digits, - and .",
        assertThrows(SettingsException.class, () -> gateway("proxy-address=my_host")).getMessage());
  }
}
