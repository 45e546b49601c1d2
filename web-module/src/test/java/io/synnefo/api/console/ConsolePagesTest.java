package io.synnefo.api.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.settings.ConsolePageSettings;
import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.handlers.DefaultServlet;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConsolePagesTest {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private final HttpClient client = HttpClient.newHttpClient();
  private Undertow server;

  @BeforeEach
  void start() throws Exception {
    ConsolePages pages = new ConsolePages();
    pages.settings =
        new ConsolePageSettings(List.of(URI.create("wss://gate.example.org:6080/console")));
    DeploymentInfo war =
        Servlets.deployment()
            .setClassLoader(getClass().getClassLoader())
            .setContextPath("/")
            .setDeploymentName("console")
            .setResourceManager(new PathResourceManager(WEBAPP))
            .addServlet(
                Servlets.servlet(
                        "console", ConsolePages.class, new ImmediateInstanceFactory<>(pages))
                    .addMapping("/console/*"))
            // as the APIs are
            .addServlet(Servlets.servlet("apis", DefaultServlet.class).addMapping("/*"));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(war);
    manager.deploy();
    server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/console/, text/html;charset=UTF-8",
    "/console/index.html, text/html;charset=UTF-8",
    "/console/console.js, text/javascript;charset=UTF-8",
    "/console/console.css, text/css;charset=UTF-8",
    "/console/icon.svg, image/svg+xml",
  })
  void everyFileHasItsTypeAndTheHeaders(String path, String type) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode());
    assertEquals(type, header(answer, "Content-Type"));
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertEquals("no-cache", header(answer, "Cache-Control"));
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "connect-src 'self' wss://gate.example.org:6080; "
            + "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
        header(answer, "Content-Security-Policy"));
  }

  @Test
  void aBrowserThatHasTheFileIsToldSo() throws Exception {
    String tag = header(get("/console/words.js"), "ETag");
    HttpResponse<String> again =
        client.send(
            request("/console/words.js").header("If-None-Match", tag).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(304, again.statusCode());
    assertFalse(header(again, "Content-Security-Policy").isEmpty());
    assertFalse(tag.equals(header(get("/console/keys.js"), "ETag")));
  }

  @Test
  void theAddressWithoutASlashLeadsToThePageWhateverIsInFrontOfIt() throws Exception {
    HttpResponse<String> answer = get("/console");
    assertEquals(302, answer.statusCode());
    assertEquals("console/", header(answer, "Location"));
  }

  private static Stream<String> othersPaths() {
    return Stream.of(
        "/console/none.js",
        "/console/console",
        "/console/novnc/",
        "/console/%2e%2e/WEB-INF/beans.xml",
        "/console/..%2fWEB-INF%2fjboss-web.xml",
        "/console/x/../../WEB-INF/beans.xml",
        "/console/WEB-INF/beans.xml",
        "/console/index.html%00.js",
        "/console//index.html",
        "/console" + "/a".repeat(8_000) + "/x.js",
        "/console/" + "a".repeat(16_000) + ".js");
  }

  @ParameterizedTest
  @MethodSource("othersPaths")
  void nothingElseIsThere(String path) throws Exception {
    assertTrue(raw(path).startsWith("HTTP/1.1 404 "), raw(path));
  }

  @Test
  void allOtherPathsAreTheApis() throws Exception {
    for (String path : List.of("/compute/v2.1", "/consoles", "/index.html")) {
      assertEquals("", header(get(path), "Content-Security-Policy"), path);
    }
  }

  @Test
  void thePageIsOnlyRead() throws Exception {
    HttpRequest post =
        request("/console/").POST(HttpRequest.BodyPublishers.ofString("token=x")).build();
    assertEquals(405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
  }

  /** As it is: a client of HTTP would tidy the path up. */
  private String raw(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void thePageHoldsNoScriptOrStyleOfItsOwn() throws Exception {
    String page = Files.readString(WEBAPP.resolve("console/index.html"));
    for (String inline : List.of("<style", " style=", " onclick=", " onload=", "javascript:")) {
      assertFalse(page.contains(inline), inline);
    }
    assertFalse(page.matches("(?s).*<script(?![^>]* src=)[^>]*>.*"));
  }

  @Test
  void everyFileOfNoVncHasANameThatIsServed() throws Exception {
    Path novnc = Path.of("target/npm/node_modules/@novnc/novnc");
    try (Stream<Path> files = Files.walk(novnc)) {
      List<String> scripts =
          files
              .filter(file -> file.toString().endsWith(".js"))
              .map(file -> "/novnc/" + novnc.relativize(file))
              .toList();
      assertTrue(scripts.contains("/novnc/core/rfb.js"));
      scripts.forEach(name -> assertTrue(ConsoleFile.type(name).isPresent(), name));
    }
    assertTrue(Files.exists(novnc.resolve("LICENSE.txt")));
  }
}
