package io.synnefo.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A real connection that ends just before the first call of one of its channels' methods. */
final class CutConnection {
  private CutConnection() {}

  static Connection of(Connection real, String before) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object answer = method.invoke(real, arguments);
          return answer instanceof Channel channel ? channel(real, channel, before) : answer;
        });
  }

  private static Channel channel(Connection connection, Channel real, String before) {
    return proxy(
        Channel.class,
        (method, arguments) -> {
          if (method.getName().equals(before)) {
            connection.abort();
          }
          return method.invoke(real, arguments);
        });
  }

  private interface Call {
    @Nullable Object with(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            CutConnection.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.with(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
