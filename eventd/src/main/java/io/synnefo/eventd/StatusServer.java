package io.synnefo.eventd;

import com.sun.net.httpserver.HttpServer;
import io.synnefo.program.LogSetup;
import io.synnefo.program.StatusClient;
import io.synnefo.program.UnixListener;
import io.synnefo.program.UnixPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers who asks for the status: one word on the Unix socket ({@code table}, {@code json}, {@code
 * metrics}, {@code info}, {@code debug}), one answer below a line that tells the health; and {@code
 * GET /metrics} where that is set.
 */
final class StatusServer implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StatusServer.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 16; // who asks for metrics at once
  private static final int MAX_QUESTION = 64;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Supplier<DaemonStatus> status;
  private final Path socket;
  private final ServerSocketChannel server;
  private final @Nullable HttpServer http;
  private final ExecutorService asking = Executors.newFixedThreadPool(MOST, StatusServer::thread);

  StatusServer(Path socket, Optional<InetSocketAddress> metrics, Supplier<DaemonStatus> status)
      throws IOException {
    this.status = status;
    this.socket = socket;
    this.server = UnixListener.open("status-socket", socket, "daemon", UnixListener.For.GROUP);
    this.http = metrics.isPresent() ? http(metrics.get()) : null;
  }

  /** Answers until it is closed. */
  @Override
  public void run() {
    while (server.isOpen()) {
      try (UnixPeer peer = UnixPeer.of(server.accept(), PATIENCE)) {
        String word = new String(peer.readUntil('\n', MAX_QUESTION), StandardCharsets.US_ASCII);
        peer.write(answer(word.strip()).getBytes(StandardCharsets.UTF_8));
      } catch (AsynchronousCloseException e) {
        LOG.log(System.Logger.Level.DEBUG, "the status is served no more");
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "who asked for the status is gone: " + e);
        LockSupport.parkNanos(PAUSE_NANOS); // if it was not he, but a lack of descriptors
      }
    }
  }

  /** Health and answer are of the same moment. */
  private String answer(String word) {
    DaemonStatus now = status.get();
    String health = now.healthy() ? StatusClient.WELL : StatusClient.NOT_WELL;
    return health + answer(word, now);
  }

  private static String answer(String word, DaemonStatus now) {
    return switch (word) {
      case "table" -> StatusText.table(now);
      case "json" -> StatusText.json(now);
      case "metrics" -> StatusText.metrics(now);
      case "info", "debug" -> {
        LogSetup.level(word.equals("debug"));
        LOG.log(System.Logger.Level.INFO, "log level is " + word + " now");
        yield "log level is " + word + "\n";
      }
      default -> "no such question\n";
    };
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "metrics");
    thread.setDaemon(true);
    return thread;
  }

  private HttpServer http(InetSocketAddress address) throws IOException {
    // read once, by the first server: without it a question that never ends keeps its thread
    System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(PATIENCE.toSeconds()));
    HttpServer found = bound(address);
    found.setExecutor(asking);
    found.createContext(
        "/metrics",
        exchange -> {
          byte[] body = StatusText.metrics(status.get()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    found.start();
    return found;
  }

  private HttpServer bound(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 16);
    } catch (IOException e) {
      server.close();
      Files.deleteIfExists(socket);
      throw new IOException("metrics-listen: " + address + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (http != null) {
      http.stop(0);
    }
    asking.shutdown();
    server.close();
    Files.deleteIfExists(socket);
  }
}
