package io.synnefo.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import jakarta.annotation.Resource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connector to VNC proxies in the real EAR, with WildFly's pool between. */
@ExtendWith(ArquillianExtension.class)
class VncConnectorIT {
  private static final int MOST = 32;
  private static final int PATIENCE_MILLIS = 20_000;

  @Resource(lookup = VncProxyConnectionFactory.NAME)
  private VncProxyConnectionFactory proxies;

  private final List<ProxyStandIn> open = new ArrayList<>();

  @Deployment
  static EnterpriseArchive ear() {
    return SynnefoEar.with(ProbeHandler.class, VncConnectorIT.class, ProxyStandIn.class);
  }

  @AfterEach
  void stop() throws IOException {
    for (ProxyStandIn proxy : open) {
      proxy.close();
    }
  }

  private ProxyStandIn start(int index) throws IOException {
    ProxyStandIn proxy = new ProxyStandIn(port(index));
    open.add(proxy);
    return proxy;
  }

  private static int port(int index) {
    return Integer.parseInt(setting("synnefo.it.vnc").split(",", -1)[index]);
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  private ConsoleDoor<ConsoleRequest> open() throws VncProxyException {
    return proxies.open(
        () -> new ConsoleRequest(ConsoleType.VNC, "node1.example.org", 11000, "s3cret12", "", null),
        Function.identity());
  }

  @Test
  void oneProxyStandsInForTheOtherAndBothAreThereAgain() throws Exception {
    ProxyStandIn first = start(0);
    ProxyStandIn second = start(1);
    Set<String> both = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      ConsoleDoor<?> door = open();
      both.add(door.proxy());
      assertEquals(ProxyStandIn.ADDRESS, door.address());
      assertEquals(ProxyStandIn.CONSOLE, door.port());
    }
    assertEquals(Set.of("127.0.0.1:" + port(0), "127.0.0.1:" + port(1)), both);
    first.close();
    for (int i = 0; i < 3; i++) {
      assertEquals("127.0.0.1:" + port(1), open().proxy());
    }
    second.close();
    VncProxyException none = assertThrows(VncProxyException.class, this::open);
    assertEquals(2, none.attempts().size(), none.getMessage());
    ProxyStandIn back = start(0);
    assertEquals("127.0.0.1:" + port(0), open().proxy());
    assertEquals(1, back.requests.get());
  }

  @Test
  void thePoolKeepsNoConnectionAndTheConsoleShowsIt() throws Exception {
    start(0);
    start(1);
    JsonObject before = statistics();
    for (int i = 0; i < MOST + 5; i++) { // more than there is room for at once
      open();
    }
    JsonObject after = statistics();
    assertEquals(MOST + 5, figure(after, "CreatedCount") - figure(before, "CreatedCount"));
    assertEquals(MOST + 5, figure(after, "DestroyedCount") - figure(before, "DestroyedCount"));
    assertEquals(0, figure(after, "InUseCount"));
    assertEquals(0, figure(after, "ActiveCount"));
    assertEquals(MOST, figure(after, "AvailableCount"));
    Path log = Path.of(setting("jboss.server.log.dir"), "server.log");
    String said = Files.readString(log);
    assertTrue(said.contains("VNC proxies: 127.0.0.1:" + port(0)), "no line of the start");
    assertTrue(!said.contains("IJ000305") && !said.contains("s3cret12"), "too much is logged");
  }

  private static int figure(JsonObject statistics, String name) {
    return Integer.parseInt(statistics.get(name).toString().replace("\"", ""));
  }

  /** As the admin console asks for it. */
  private static JsonObject statistics() throws IOException {
    URI uri =
        URI.create("http://127.0.0.1:" + setting("jboss.management.http.port") + "/management");
    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
    http.setAuthenticator(new Administrator());
    http.setConnectTimeout(PATIENCE_MILLIS);
    http.setReadTimeout(PATIENCE_MILLIS);
    http.setRequestProperty("Content-Type", "application/json");
    http.setDoOutput(true);
    http.getOutputStream()
        .write(
            """
            {"operation":"read-resource","include-runtime":true,"address":[
              {"subsystem":"resource-adapters"},
              {"resource-adapter":"synnefo.ear#resource-adapter.rar"},
              {"connection-definitions":"vncauthproxy"},
              {"statistics":"pool"}]}"""
                .getBytes(StandardCharsets.UTF_8));
    try (JsonReader reader = Json.createReader(http.getInputStream())) {
      return reader.readObject().getJsonObject("result");
    }
  }

  private static final class Administrator extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      try {
        String password =
            Files.readString(Path.of(setting("synnefo.it.wildfly"), "admin-password"));
        return new PasswordAuthentication("admin", password.toCharArray());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
