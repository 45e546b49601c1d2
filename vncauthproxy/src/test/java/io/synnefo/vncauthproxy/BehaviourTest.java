package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of what the genuine daemon does is whole, and names tests that there are. */
class BehaviourTest {
  private static final Path TABLE = Path.of("..", "docs", "vncauthproxy-behaviour.md");
  private static final int ROWS = 47;
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\|(?: [^|]+ \\|){3} ((?:`\\w+\\.\\w+`(?:, )?)+) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private static List<MatchResult> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .flatMap(line -> ROW.matcher(line).results().limit(1))
        .toList();
  }

  @Test
  void eachRowIsThereOnceAndInItsOrder() throws Exception {
    assertEquals(
        IntStream.rangeClosed(1, ROWS).boxed().toList(),
        rows().stream().map(row -> Integer.valueOf(row.group(1))).toList());
  }

  @Test
  void eachTestOfARowIsATest() throws Exception {
    for (MatchResult row : rows()) {
      List<MatchResult> names = NAME.matcher(row.group(2)).results().toList();
      assertFalse(names.isEmpty(), row.group());
      for (MatchResult name : names) {
        Class<?> tests = Class.forName(getClass().getPackageName() + "." + name.group(1));
        assertTrue(
            Arrays.stream(tests.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(name.group(2)) && isTest(method)),
            "row " + row.group(1) + ": there is no test " + name.group());
      }
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
