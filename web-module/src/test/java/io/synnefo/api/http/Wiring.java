package io.synnefo.api.http;

import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** Makes objects and fills their injected fields, as CDI does in the server. */
public final class Wiring {
  private static final Set<Class<?>> THREADS = Set.of(Executor.class, ThreadFactory.class);

  private final List<Object> known = new ArrayList<>();

  /** These objects are injected where their type is asked for. */
  public Wiring(Object... given) {
    known.addAll(List.of(given));
  }

  /** The one object of that type, with all it needs. */
  public <T> T get(Class<T> type) {
    for (Object object : known) {
      if (type.isInstance(object)) {
        return type.cast(object);
      }
    }
    T made = make(type);
    known.add(made);
    fill(made);
    return made;
  }

  /** The object's injected fields are filled. */
  public void fill(Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        boolean injected =
            field.isAnnotationPresent(Inject.class)
                || field.isAnnotationPresent(PersistenceContext.class)
                || (field.isAnnotationPresent(Resource.class) && THREADS.contains(field.getType()));
        if (injected && !Modifier.isStatic(field.getModifiers())) {
          set(object, field);
        }
      }
    }
  }

  private void set(Object object, Field field) {
    try {
      field.setAccessible(true);
      field.set(object, get(field.getType()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(field.toString(), e);
    }
  }

  private static <T> T make(Class<T> type) {
    if (type == Event.class) {
      // nobody listens
      return type.cast(
          Proxy.newProxyInstance(
              Wiring.class.getClassLoader(), new Class<?>[] {type}, (proxy, fire, what) -> null));
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("nothing was given for " + type, e);
    }
  }
}
