package io.synnefo.api.http;

import io.synnefo.ganeti.RapiClientFactory;
import io.synnefo.kernel.SeedSection;
import io.synnefo.settings.AdminSettings;
import io.synnefo.settings.ConsolePageSettings;
import io.synnefo.settings.ConsoleSettings;
import io.synnefo.settings.GuestSettings;
import io.synnefo.settings.InboxSettings;
import io.synnefo.settings.InstanceSettings;
import io.synnefo.settings.PublicUrlSettings;
import io.synnefo.settings.RapiPasswords;
import io.synnefo.settings.RapiSettings;
import io.synnefo.settings.SubmitSettings;
import io.synnefo.settings.TokenSettings;
import io.synnefo.wire.queue.QueueConfiguration;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** The whole API on a free port: real use cases on H2, but for what a test gives. */
public final class ApiServer implements AutoCloseable {
  private static final List<String> SEEDS =
      List.of(
          "io.synnefo.project.ProjectSeed",
          "io.synnefo.project.UserSeed",
          "io.synnefo.flavor.FlavorSeed",
          "io.synnefo.image.ImageSeed",
          "io.synnefo.backend.BackendSeed");

  private final WebDatabase database = new WebDatabase();
  private final Wiring wiring;
  private final Undertow undertow;
  private final RecordingRapi ganeti = new RecordingRapi();
  private final RecordingProxies proxies = new RecordingProxies();
  private final Map<String, String> tokens = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Answers requests with the seed of {@code seed.json}; {@code given} replaces use cases. */
  public ApiServer(Clock clock, Object... given) {
    this(0, clock, List.of(given));
  }

  private ApiServer(int port, Clock clock, List<?> given) {
    List<Object> all = new ArrayList<>(given);
    all.add(database.em());
    all.add(clock);
    all.add(new TokenSettings(TokenSettings.DEFAULT_LIFETIME));
    all.add(new PublicUrlSettings(Optional.empty()));
    all.add(new InstanceSettings(InstanceSettings.DEFAULT_PREFIX));
    all.add(new SubmitSettings(SubmitSettings.DEFAULT_TIMEOUT));
    all.add(new InboxSettings(InboxSettings.DEFAULT_AGE));
    all.add(new AdminSettings(OptionalInt.empty()));
    all.add(new RapiSettings(RapiSettings.DEFAULT_TIMEOUT, 4, 8));
    all.add(new GuestSettings(GuestSettings.DEFAULT_SHUTDOWN_TIMEOUT));
    all.add(new QueueConfiguration("snf", Optional.empty(), false));
    all.add(new ConsoleSettings(Optional.empty(), Optional.empty(), 4));
    all.add(new ConsolePageSettings(List.of()));
    all.add(proxies);
    all.add((Executor) task -> new Thread(task, "managed").start());
    all.add((ThreadFactory) task -> new Thread(task, "managed"));
    all.add((RapiPasswords) name -> Optional.of("rapi-secret"));
    all.add((RapiClientFactory) access -> ganeti);
    wiring = new Wiring(all.toArray());
    database.run(this::seed);
    undertow = start(port);
  }

  /** The same at a listener that is the operators' alone. */
  public static ApiServer withListenerOfOperators(Clock clock) {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new ApiServer(free, clock, List.of(new AdminSettings(OptionalInt.of(free))));
  }

  /** The cluster that servers are built on. */
  public RecordingRapi ganeti() {
    return ganeti;
  }

  /** The proxies that open consoles. */
  public RecordingProxies proxies() {
    return proxies;
  }

  /** Rows are changed behind the API's back, as Ganeti's events would. */
  public void execute(String sql) {
    database.run(() -> database.em().createNativeQuery(sql).executeUpdate());
  }

  /** The answer to a request with a token of that user's; without one for an empty name. */
  public HttpResponse<String> send(String user, String method, String path, String body) {
    HttpRequest.Builder request = request(method, path, body);
    return user.isEmpty() ? send(request) : send(request.header("X-Auth-Token", token(user)));
  }

  /** The answer to a GET of that user's. */
  public HttpResponse<String> get(String user, String path) {
    return send(user, "GET", path, "");
  }

  /** A request that a test completes. */
  public HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(base() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  /** The answer to a request. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A token of the user {@code name}, whose password is {@code name-secret}. */
  public String token(String name) {
    return tokens.computeIfAbsent(
        name,
        user ->
            send(request("POST", "/identity/v3/auth/tokens", login(user, user + "-secret")))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow());
  }

  /** What a client sends to log in. */
  public static String login(String user, String password) {
    return String.format(
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":"
            + "\"%s\",\"domain\":{\"name\":\"Default\"},\"password\":\"%s\"}}}}}",
        user, password);
  }

  /** Where it listens, such as {@code http://127.0.0.1:4711}. */
  public String base() {
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    return "http://127.0.0.1:" + address.getPort();
  }

  @Override
  public void close() {
    undertow.stop();
    database.close();
  }

  private Undertow start(int port) {
    ResteasyDeployment deployment = new org.jboss.resteasy.core.ResteasyDeploymentImpl();
    Routes.providers().forEach(type -> deployment.getProviders().add(wiring.get(type)));
    Routes.resources().forEach(type -> deployment.getResources().add(wiring.get(type)));
    Filter transaction = database.filter();
    DeploymentInfo war =
        Servlets.deployment()
            .setClassLoader(ApiServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("api")
            .addServletContextAttribute(ResteasyDeployment.class.getName(), deployment)
            .addFilter(
                Servlets.filter(
                    "transaction",
                    transaction.getClass(),
                    new ImmediateInstanceFactory<>(transaction)))
            .addFilterUrlMapping("transaction", "/*", DispatcherType.REQUEST)
            .addServlet(
                Servlets.servlet("rest", HttpServlet30Dispatcher.class)
                    .setLoadOnStartup(1)
                    .addMapping("/*"));
    try {
      DeploymentManager manager = Servlets.defaultContainer().addDeployment(war);
      manager.deploy();
      PathHandler paths = new PathHandler().addPrefixPath("/", manager.start());
      Undertow server =
          Undertow.builder().addHttpListener(port, "127.0.0.1").setHandler(paths).build();
      server.start();
      return server;
    } catch (ServletException e) {
      throw new AssertionError(e);
    }
  }

  private void seed() {
    JsonObject seed = read();
    for (String name : SEEDS) {
      SeedSection section = section(name);
      section.apply(seed.getOrDefault(section.key(), JsonValue.NULL));
    }
  }

  private SeedSection section(String name) {
    try {
      return (SeedSection) wiring.get(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject read() {
    try (InputStream file = ApiServer.class.getResourceAsStream("/seed.json");
        JsonReader json = Json.createReader(file)) {
      return json.readObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
