package io.synnefo.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a route changed on purpose: {@code ./synnefo goldens}. */
class RoutesTest {
  private static final String GOLDEN = "docs/routes.txt";

  @Test
  void theTableOfRoutesSaysWhoMayDoWhat() throws IOException {
    List<String> golden = Files.readAllLines(Path.of("..", GOLDEN));
    List<String> lines =
        Stream.concat(golden.stream().filter(line -> line.startsWith("#")), Routes.lines().stream())
            .toList();
    Path left = Path.of("target/goldens", GOLDEN);
    Files.createDirectories(left.getParent());
    Files.write(left, lines);
    assertEquals(String.join("\n", golden), String.join("\n", lines), "see " + left);
  }
}
