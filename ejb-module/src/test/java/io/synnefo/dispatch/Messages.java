package io.synnefo.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.Queue;
import java.lang.reflect.Proxy;

/** Messages that can only be read. */
final class Messages {
  /** Which they come from. */
  static final String QUEUE = "q";

  private Messages() {}

  static BytesMessage of(String body) {
    return of(body.getBytes(UTF_8));
  }

  static BytesMessage of(byte[] body) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBody" -> body;
                  case "getJMSMessageID" -> "ID:1";
                  case "getJMSDestination" -> queue();
                  default -> throw new AssertionError("nobody is to call " + method.getName());
                });
  }

  private static Queue queue() {
    return (Queue)
        Proxy.newProxyInstance(
            Queue.class.getClassLoader(),
            new Class<?>[] {Queue.class},
            (proxy, getQueueName, none) -> QUEUE);
  }
}
