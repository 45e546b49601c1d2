package io.synnefo.ganeti;

import io.synnefo.ganeti.RapiException.Kind;
import io.synnefo.ganeti.RapiException.Outcome;
import jakarta.json.JsonException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The remote API over HTTPS. Safe for use by many threads; a call blocks its caller, at most for
 * the access's time-out. Close it when the backend goes or its access changes.
 */
public final class HttpRapiClient implements RapiClient, AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final String cluster;
  private final RapiHttp http;

  /** Connects to nothing yet. */
  public HttpRapiClient(RapiAccess access) {
    this.cluster = access.name();
    this.http = new RapiHttp(access);
  }

  @Override
  public ClusterInfo info() {
    return read(RapiRequests.info(), RapiReplies::info);
  }

  @Override
  public List<NodeInfo> nodes() {
    return read(RapiRequests.nodes(), RapiReplies::nodes);
  }

  @Override
  public long createInstance(CreateInstanceRequest request, String reason) {
    return submit(RapiRequests.create(request, reason));
  }

  @Override
  public long startInstance(String instance, String reason) {
    return submit(RapiRequests.start(instance, reason));
  }

  @Override
  public long stopInstance(String instance, Duration guestTimeout, String reason) {
    return submit(RapiRequests.stop(instance, guestTimeout, reason));
  }

  @Override
  public long rebootInstance(String instance, Duration guestTimeout, String reason) {
    return submit(RapiRequests.reboot(instance, guestTimeout, reason));
  }

  @Override
  public long removeInstance(String instance, Duration guestTimeout, String reason) {
    return submit(RapiRequests.remove(instance, guestTimeout, reason));
  }

  @Override
  public long askDaemon(String tag, String reason) {
    return submit(RapiRequests.dryRunOfClusterTag(tag, reason));
  }

  @Override
  public Optional<InstanceInfo> instance(String name) {
    RapiRequest request = RapiRequests.instance(name);
    RapiReply reply = http.send(request);
    return reply.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(parse(request, reply, RapiReplies::instance));
  }

  @Override
  public List<InstanceInfo> instances() {
    return read(RapiRequests.instances(), RapiReplies::instances);
  }

  @Override
  public Optional<JobInfo> job(long jobId) {
    return read(RapiRequests.job(jobId), RapiReplies::job);
  }

  @Override
  public List<Long> jobIds() {
    return read(RapiRequests.jobIds(), RapiReplies::jobIds);
  }

  /** Lets go of threads and connections; calls made after this are refused. */
  @Override
  public void close() {
    http.close();
  }

  private <T> T read(RapiRequest request, Function<String, T> parser) {
    return parse(request, http.send(request), parser);
  }

  private long submit(RapiRequest request) {
    return parse(request, http.send(request), RapiReplies::jobId);
  }

  private <T> T parse(RapiRequest request, RapiReply reply, Function<String, T> parser) {
    if (!reply.isOk()) {
      throw refusal(request, reply);
    }
    try {
      return parser.apply(reply.body());
    } catch (JsonException | ArithmeticException e) {
      Outcome outcome = request.body() == null ? Outcome.NOT_SUBMITTED : Outcome.UNKNOWN;
      String message = "cluster " + cluster + ": " + request + ": an answer not understood";
      throw new RapiException(Kind.REJECTED, outcome, message, e);
    }
  }

  private RapiException refusal(RapiRequest request, RapiReply reply) {
    String text = RapiReplies.message(reply.body());
    String message = "cluster " + cluster + ": " + request + ": " + reply.status() + " " + text;
    Kind kind = reply.status() == GATEWAY_TIMEOUT ? Kind.TIMED_OUT : Kind.REJECTED;
    return new RapiException(kind, outcome(request, reply.status(), text), message);
  }

  /** A job may exist after a 5xx, but for those that Ganeti gives before it queues one. */
  private static Outcome outcome(RapiRequest request, int status, String text) {
    boolean surelyNone =
        request.body() == null
            || status < 500
            || status == NOT_IMPLEMENTED
            || status == UNAVAILABLE
            || text.contains("Queue drained");
    return surelyNone ? Outcome.NOT_SUBMITTED : Outcome.UNKNOWN;
  }
}
