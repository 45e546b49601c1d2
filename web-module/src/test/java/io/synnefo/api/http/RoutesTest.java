package io.synnefo.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a route changed on purpose: take {@code target/routes.txt} over into the golden file. */
class RoutesTest {
  private static final Path GOLDEN = Path.of("../docs/routes.txt");

  @Test
  void theTableOfRoutesSaysWhoMayDoWhat() throws IOException {
    Files.write(Path.of("target/routes.txt"), Routes.lines());
    List<String> golden =
        Files.readAllLines(GOLDEN).stream().filter(line -> !line.startsWith("#")).toList();
    assertEquals(String.join("\n", Routes.lines()), String.join("\n", golden));
  }
}
