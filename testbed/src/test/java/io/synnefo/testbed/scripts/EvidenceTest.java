package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
  @TempDir Path dir;

  private void write(String name, String row) throws Exception {
    Script.bash(
            List.of("evidence"),
            "evidence_write %s/evidence.md %s <<<'%s'".formatted(dir, name, row))
        .run()
        .succeeded();
  }

  @Test
  void eachNameHasTheTableOfItsLastRunAlone() throws Exception {
    write("walk", "| unit | first |");
    write("other", "| system | kept |");
    write("walk", "| unit | second |");
    List<String> lines = Files.readAllLines(dir.resolve("evidence.md"));
    assertEquals(
        List.of("## other", "| system | kept |", "## walk", "| unit | second |"),
        lines.stream().filter(line -> line.matches("## .*|\\| (unit|system) .*")).toList());
    assertEquals(2, lines.stream().filter(line -> line.startsWith("| suite |")).count());
  }

  @Test
  void aRowTellsSuiteTimeCommitFiguresAndLoad() throws Exception {
    String row =
        Script.bash(
                List.of("evidence"), "cd " + Script.root() + "; evidence_row contract 40 1 2 90")
            .run()
            .succeeded()
            .text();
    assertTrue(
        row.matches(
            "\\| contract \\| \\S+ \\d\\d:\\d\\d \\| \\S+ \\| 40 \\| 1 \\| 2 \\| 1\\.5 \\| [\\d. ]+ \\|\n"),
        row);
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() throws Exception {
    Script.Result result = Script.of("synnefo", "test", "--long", "nonsense").run();
    assertAll(
        () -> assertEquals(2, result.exit()),
        () ->
            assertTrue(
                result.text().contains("walk eventd dispatch console; not 'nonsense'"),
                result.text()));
  }
}
