package io.synnefo.dispatch;

import io.synnefo.figures.EventHandled;
import io.synnefo.figures.HandledEvents;
import io.synnefo.server.ApplyInstanceEvent;
import jakarta.enterprise.event.Event;
import jakarta.jms.BytesMessage;
import jakarta.jms.Queue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** The handler of instances' events as the container would wire it. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class UpdateDbFixture {
  /** The queue that its messages come from. */
  public static final String QUEUE = "snf-events-op";

  private final UpdateDb handler = new UpdateDb();

  /**
   * Hands events on to that use case.
   *
   * @param afterCommit has what it is given run once the transaction in progress has committed
   */
  @SuppressWarnings("unchecked") // nothing else is fired
  public UpdateDbFixture(
      ApplyInstanceEvent applyInstanceEvent,
      HandledEvents handled,
      Consumer<Runnable> afterCommit) {
    handler.applyInstanceEvent = applyInstanceEvent;
    handler.handled =
        stub(
            Event.class,
            (proxy, fire, what) -> {
              afterCommit.accept(() -> handled.onCommit((EventHandled) what[0]));
              return null;
            });
  }

  /** A message with that body is handled. */
  public void handle(byte[] body) {
    Queue queue = stub(Queue.class, (proxy, getQueueName, none) -> QUEUE);
    handler.onMessage(
        stub(
            BytesMessage.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBody" -> body;
                  case "getJMSDestination" -> queue;
                  default -> throw new AssertionError("nobody is to call " + method.getName());
                }));
  }

  private static <T> T stub(Class<T> type, InvocationHandler does) {
    return type.cast(
        Proxy.newProxyInstance(
            UpdateDbFixture.class.getClassLoader(), new Class<?>[] {type}, does));
  }
}
