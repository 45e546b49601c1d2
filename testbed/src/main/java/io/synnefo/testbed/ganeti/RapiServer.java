package io.synnefo.testbed.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** RAPI's HTTPS side: authentication, content type, one connection a request, JSON errors. */
final class RapiServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RapiServer.class.getName());

  /** A hundred calls may hang at once, each in a thread. */
  private static final int THREADS = 128;

  private static final int MAX_BODY = 1 << 20;
  private static final int BACKLOG = 1024;

  private final HttpsServer server;
  private final ExecutorService threads;
  private final byte[] authorization;
  private final RapiRoutes routes;
  private final GanetiFaults faults;

  RapiServer(
      FakeGanetiSettings settings,
      ServerCertificate certificate,
      RapiRoutes routes,
      GanetiFaults faults)
      throws IOException {
    String credentials = settings.username() + ":" + settings.password();
    this.authorization =
        ("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
            .getBytes(UTF_8);
    this.routes = routes;
    this.faults = faults;
    this.threads = newThreads();
    this.server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static ExecutorService newThreads() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(BACKLOG),
            task -> {
              Thread thread = new Thread(task, "fake-ganeti-rapi");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) {
    // closing an exchange without an answer breaks its connection
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      try {
        faults.beforeWork();
        String answer = work(exchange, new String(body, UTF_8));
        faults.beforeReply();
        reply(exchange, 200, answer);
      } catch (RapiError e) {
        reply(exchange, e.status(), e.toJson().toString());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "connection broken: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a defect of FakeGaneti", e);
    }
  }

  private String work(HttpExchange exchange, String body) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String shown = headers.getFirst("Authorization");
    if (shown == null || !MessageDigest.isEqual(shown.getBytes(UTF_8), authorization)) {
      throw new RapiError(401, "Unauthorized");
    }
    if (!body.isEmpty() && !"application/json".equals(headers.getFirst("Content-Type"))) {
      throw new RapiError(415, "Unsupported Media Type");
    }
    RapiCall call = RapiCall.parse(exchange.getRequestMethod(), exchange.getRequestURI(), body);
    return routes.answer(call).toString();
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = (json + "\n").getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Connection", "close");
    headers.set("Server", "Ganeti 3.0.2");
    if (status == 401) {
      headers.set("WWW-Authenticate", "Basic realm=\"Ganeti Remote API\"");
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
