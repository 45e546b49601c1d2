package io.synnefo.vncauthproxy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * SIGHUP. Java has no way to it but {@code sun.misc.Signal}, in every JDK's module jdk.unsupported;
 * asked for by name, so that a JVM without it loses the signal and nothing else ({@code --reload}
 * does the same).
 */
final class HangUp {
  private static final System.Logger LOG = System.getLogger(HangUp.class.getName());

  private HangUp() {}

  /** From now on that is done at each signal, by a thread of the JVM's. */
  static void does(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      work.run();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> HangUp.class.getSimpleName();
                  });
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hup, ours);
    } catch (InvocationTargetException e) {
      LOG.log(System.Logger.Level.WARNING, "SIGHUP reloads nothing: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.WARNING, "SIGHUP reloads nothing: " + e);
    }
  }
}
