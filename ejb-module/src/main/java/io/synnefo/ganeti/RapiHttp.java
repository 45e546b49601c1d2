package io.synnefo.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.synnefo.ganeti.RapiException.Kind;
import io.synnefo.ganeti.RapiException.Outcome;
import io.synnefo.wire.tls.PinnedTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gets one answer from the first end point that gives any, within the time-out. RAPI runs on the
 * master only, so after a fail-over the old one refuses or is gone and the next is asked. A job is
 * offered to another end point only while it is certain that the one before did not get it.
 */
final class RapiHttp implements AutoCloseable {
  /** TLS and parsing only, nothing in it blocks. */
  private static final int THREADS = 4;

  private static final int TASKS_PER_CALL = 16;

  private final RapiAccess access;
  private final String authorization;
  private final Semaphore turns;
  private final ExecutorService threads;
  private final HttpClient http;
  private final AtomicInteger lastGood = new AtomicInteger();
  private volatile boolean closed;

  RapiHttp(RapiAccess access) {
    this.access = access;
    String credentials = access.username() + ":" + access.password();
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    this.turns = new Semaphore(access.maxConcurrent(), true);
    this.threads = boundedThreads(access);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(PinnedTrust.contextFor(access.certificateSha256(), "the pinned one"))
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connectTimeout(access))
            .executor(threads)
            .build();
  }

  /** TCP and TLS. A dead or frozen master must leave time for the end points after it. */
  private static Duration connectTimeout(RapiAccess access) {
    int count = access.endpoints().size();
    return count == 1 ? access.timeout() : access.timeout().dividedBy(count + 1L);
  }

  private static ExecutorService boundedThreads(RapiAccess access) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            SECONDS,
            new ArrayBlockingQueue<>(access.maxConcurrent() * TASKS_PER_CALL),
            task -> {
              Thread thread =
                  new Thread(task, "rapi-" + access.name() + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * The answer of the first end point that gave one, whatever its status.
   *
   * @throws RapiException UNREACHABLE or TIMED_OUT
   */
  RapiReply send(RapiRequest request) {
    if (closed) {
      throw new IllegalStateException("the client of cluster " + access.name() + " is closed");
    }
    Deadline deadline = Deadline.in(access.timeout());
    try {
      // a turn that comes late is of no use: Ganeti could have the job and we no answer
      if (!turns.tryAcquire(deadline.nanosLeft() / 2, NANOSECONDS)) {
        throw failure(Kind.TIMED_OUT, Outcome.NOT_SUBMITTED, request, "no turn in time", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(Kind.TIMED_OUT, Outcome.NOT_SUBMITTED, request, "interrupted", e);
    }
    try {
      return tryEndpoints(request, deadline);
    } finally {
      turns.release();
    }
  }

  private RapiReply tryEndpoints(RapiRequest request, Deadline deadline) {
    List<String> problems = new ArrayList<>();
    int count = access.endpoints().size();
    int first = lastGood.get();
    Throwable last = null;
    for (int i = 0; i < count; i++) {
      int index = (first + i) % count;
      URI endpoint = access.endpoints().get(index);
      try {
        RapiReply reply = new Attempt(request, endpoint).await(deadline);
        lastGood.set(index);
        return reply;
      } catch (IOException e) {
        last = e;
        problems.add(endpoint + " " + reasonOf(e));
      }
    }
    throw failure(
        Kind.UNREACHABLE, Outcome.NOT_SUBMITTED, request, String.join("; ", problems), last);
  }

  private RapiException failure(
      Kind kind, Outcome outcome, RapiRequest request, String what, @Nullable Throwable cause) {
    String message = "cluster " + access.name() + ": " + request + ": " + what;
    return cause == null
        ? new RapiException(kind, outcome, message)
        : new RapiException(kind, outcome, message, cause);
  }

  private static String reasonOf(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      if (deepest instanceof ConnectException) {
        // what is below names the JDK's inner state, not the refusal
        return "cannot be connected to";
      }
      deepest = deepest.getCause();
    }
    String text = deepest.getMessage();
    return text == null ? deepest.getClass().getSimpleName() : text;
  }

  /** Calls under way end as they would have; later ones are refused. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
  }

  /** One request to one end point. */
  private final class Attempt {
    private final RapiRequest request;
    private final @Nullable SubmitGate gate;
    private final CompletableFuture<HttpResponse<String>> response;

    Attempt(RapiRequest request, URI endpoint) {
      this.request = request;
      String body = request.body();
      this.gate = body == null ? null : new SubmitGate(body);
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(request.at(endpoint)).header("Authorization", authorization);
      if (gate == null) {
        builder.method(request.method(), BodyPublishers.noBody());
      } else {
        builder.header("Content-Type", "application/json").method(request.method(), gate);
      }
      this.response = http.sendAsync(builder.build(), BodyHandlers.ofString());
    }

    /**
     * @throws IOException when another end point may be asked
     */
    RapiReply await(Deadline deadline) throws IOException {
      try {
        HttpResponse<String> got = response.get(deadline.nanosLeft(), NANOSECONDS);
        return new RapiReply(got.statusCode(), got.body());
      } catch (TimeoutException e) {
        throw failure(Kind.TIMED_OUT, giveUp(), request, "no answer in time", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(Kind.TIMED_OUT, giveUp(), request, "interrupted", e);
      } catch (ExecutionException e) {
        throw broken(e.getCause() == null ? e : e.getCause());
      }
    }

    private IOException broken(Throwable cause) {
      Outcome outcome = giveUp();
      if (outcome == Outcome.UNKNOWN) {
        String what = "the connection broke after the request had left: " + reasonOf(cause);
        throw failure(Kind.UNREACHABLE, outcome, request, what, cause);
      }
      return cause instanceof IOException io ? io : new IOException(cause);
    }

    private Outcome giveUp() {
      boolean submitted = gate != null && !gate.withdraw();
      response.cancel(true);
      return submitted ? Outcome.UNKNOWN : Outcome.NOT_SUBMITTED;
    }
  }

  /** A point in time on the monotonic clock. */
  private record Deadline(long at) {
    static Deadline in(Duration duration) {
      return new Deadline(System.nanoTime() + duration.toNanos());
    }

    long nanosLeft() {
      return Math.max(0, at - System.nanoTime());
    }
  }
}
