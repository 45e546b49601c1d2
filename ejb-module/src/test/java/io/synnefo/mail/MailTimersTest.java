package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ejb.Schedule;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailTimersTest {
  /** A timer that waits for its bean's lock longer than the container lets it does nothing. */
  @Test
  void noTimerSharesTheLockOfItsBeanWithAnother() throws Exception {
    Path classes =
        Path.of(OutboxSweep.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("io/synnefo/mail"))) {
      List<String> beans =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> "io.synnefo.mail." + name.replace(".class", ""))
              .flatMap(MailTimersTest::timers)
              .sorted()
              .toList();
      assertEquals(List.of("OldMailSweep", "OutboxSweep"), beans);
    }
  }

  private static Stream<String> timers(String className) {
    try {
      Class<?> type = Class.forName(className, false, MailTimersTest.class.getClassLoader());
      return Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Schedule.class))
          .map(Method::getDeclaringClass)
          .map(Class::getSimpleName);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
