package io.synnefo.ganeti;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request body that leaves at most once. The client asks for it when the TLS connection stands
 * and the headers are out; Ganeti makes no job before it has the whole body. So a body that never
 * left means no job, whatever else went wrong.
 */
final class SubmitGate implements BodyPublisher {
  private enum State {
    WAITING,
    LEFT,
    WITHDRAWN
  }

  private final BodyPublisher body;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  SubmitGate(String body) {
    if (body.isEmpty()) {
      throw new IllegalArgumentException("an empty body is never asked for");
    }
    this.body = BodyPublishers.ofString(body);
  }

  /** True when the body has not left and from now on never will. */
  boolean withdraw() {
    return state.compareAndSet(State.WAITING, State.WITHDRAWN) || state.get() == State.WITHDRAWN;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (state.compareAndSet(State.WAITING, State.LEFT)) {
      body.subscribe(subscriber);
    } else {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(new IOException("the request was withdrawn or sent before"));
    }
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
