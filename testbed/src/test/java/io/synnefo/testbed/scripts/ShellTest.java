package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellTest {
  private static final int MOST_LINES = 200;

  private static List<Path> scripts() throws IOException {
    Path root = Script.root();
    try (Stream<Path> found = Files.walk(root.resolve("testbed"), 2)) {
      return Stream.concat(
              Stream.of(root.resolve("synnefo"), root.resolve(".ci/run")),
              // Ganeti's scripts came from elsewhere as whole files
              found.filter(file -> file.toString().matches(".*/(bin|lib)/(?!ganeti)[^/]*\\.sh")))
          .sorted()
          .toList();
    }
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    StringBuilder command = new StringBuilder("shellcheck -x");
    scripts().forEach(script -> command.append(' ').append(script));
    command.append(
        " */src/deb/launcher */src/deb/postinst vncauthproxy/src/deb/vncauthproxy-passwd");
    // what these have between @ is put in by the build
    command.append("\nfor file in config/deb/launcher config/deb/control/p*; do");
    command.append(" sed 's/@\\([A-Z_]*\\)@/\\1/g' $file | shellcheck -; done");
    Script.bash(List.of(), "cd " + Script.root() + "\n" + command).run().succeeded();
  }

  @Test
  void everyScriptIsShort() throws Exception {
    for (Path script : scripts()) {
      int lines = Files.readAllLines(script).size();
      assertTrue(lines < MOST_LINES, script + " has " + lines + " lines");
    }
  }

  @Test
  void everyCommandCanBeExecuted() throws Exception {
    assertEquals(
        List.of(),
        scripts().stream()
            .filter(script -> !script.toString().contains("/lib/"))
            .filter(script -> !Files.isExecutable(script))
            .toList());
  }

  @Test
  void everyFileOfSystemTestsIsRun() throws Exception {
    String listed =
        Files.readAllLines(Script.root().resolve("testbed/bin/system.sh")).stream()
            .filter(line -> line.startsWith("tests=("))
            .findFirst()
            .orElseThrow()
            .replaceAll("tests=\\((.*)\\).*", " $1 ");
    assertEquals(
        List.of(),
        scripts().stream()
            .map(script -> script.getFileName().toString().replace(".sh", ""))
            .filter(name -> name.startsWith("system_tests"))
            .filter(name -> !listed.contains(" " + name + " "))
            .toList());
  }
}
