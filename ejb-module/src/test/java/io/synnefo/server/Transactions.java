package io.synnefo.server;

import io.synnefo.schema.TestDatabase;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions and persistence contexts as a container would give them. */
@SuppressWarnings("ThreadLocalUsage") // here is the framework
final class Transactions {
  private final TestDatabase database;
  private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
  private final ThreadLocal<List<Runnable>> afterCommit = ThreadLocal.withInitial(ArrayList::new);

  Transactions(TestDatabase database) {
    this.database = database;
  }

  /** Joins the transaction of this thread, or is one. */
  <T extends @Nullable Object> T run(Supplier<T> work) {
    if (current.get() != null) {
      return work.get();
    }
    try {
      T result =
          database.inTransaction(
              opened -> {
                current.set(opened);
                try {
                  return work.get();
                } finally {
                  current.remove();
                }
              });
      List.copyOf(afterCommit.get()).forEach(Runnable::run);
      return result;
    } finally {
      afterCommit.remove();
    }
  }

  /** Whether this thread is inside of one. */
  boolean inProgress() {
    return current.get() != null;
  }

  /** That happens once this thread's transaction has committed, and never if it does not. */
  void afterCommit(Runnable what) {
    afterCommit.get().add(what);
  }

  /** The persistence context of the transaction in progress, whichever that is. */
  EntityManager shared() {
    return (EntityManager)
        Proxy.newProxyInstance(
            Transactions.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> run(() -> call(method, arguments)));
  }

  private @Nullable Object call(Method method, Object[] arguments) {
    try {
      return method.invoke(current.get(), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
