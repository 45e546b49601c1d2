package io.synnefo.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The classes of the API, found where they were compiled to. */
final class Routes {
  private Routes() {}

  static List<Class<?>> resources() {
    return annotated(Path.class);
  }

  static List<Class<?>> providers() {
    return annotated(Provider.class);
  }

  /** One line per route: method, path, who may, class. */
  static List<String> lines() {
    return resources().stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).flatMap(m -> line(type, m)))
        .sorted()
        .toList();
  }

  private static Stream<String> line(Class<?> type, Method method) {
    String root = type.getAnnotation(Path.class).value();
    Path below = method.getAnnotation(Path.class);
    String path = "/" + root + (below == null ? "" : "/" + below.value());
    return Arrays.stream(method.getAnnotations())
        .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(
            verb ->
                String.format(
                    "%-50s %-6s %-5s %s",
                    path, verb.value(), access(type, method), type.getSimpleName()));
  }

  private static String access(Class<?> type, Method method) {
    if (type.isAnnotationPresent(Anonymous.class) || method.isAnnotationPresent(Anonymous.class)) {
      return "none";
    }
    if (method.isAnnotationPresent(OpenAtOwnListener.class)) {
      return type.isAnnotationPresent(AdminListener.class) ? "own" : "none";
    }
    return method.isAnnotationPresent(AdminOnly.class) ? "admin" : "token";
  }

  private static List<Class<?>> annotated(Class<? extends Annotation> annotation) {
    try {
      java.nio.file.Path root =
          java.nio.file.Path.of(
              SynnefoApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<java.nio.file.Path> files = Files.walk(root)) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
            .map(name -> load(name.replace(".class", "").replace('/', '.')))
            .filter(type -> type.isAnnotationPresent(annotation))
            .<Class<?>>map(type -> type)
            .sorted((a, b) -> a.getName().compareTo(b.getName()))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
