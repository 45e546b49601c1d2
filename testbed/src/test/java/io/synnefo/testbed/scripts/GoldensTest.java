package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldensTest {
  @TempDir Path root;

  private Script.Result take(String... modules) throws Exception {
    return Script.bash(List.of("goldens"), "goldens_take " + root + " " + String.join(" ", modules))
        .run();
  }

  private void write(String name, String text) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void whatTheTestsLeftTakesThePlaceOfTheGoldenFiles() throws Exception {
    write("docs/a.txt", "old\n");
    write("docs/b.txt", "same\n");
    write("one/target/goldens/docs/a.txt", "new\n");
    write("one/target/goldens/docs/b.txt", "same\n");
    write("two/target/goldens/two/src/c.txt", "made\n");
    assertEquals(
        "changed: docs/a.txt\nchanged: two/src/c.txt\n", take("one", "two").succeeded().text());
    assertEquals("new\n", Files.readString(root.resolve("docs/a.txt")));
    assertEquals("made\n", Files.readString(root.resolve("two/src/c.txt")));
    assertEquals("every golden file is as it was\n", take("one", "two").succeeded().text());
  }

  @Test
  void aModuleWhoseTestLeftNothingIsNamed() throws Exception {
    Script.Result result = take("one");
    assertEquals(1, result.exit());
    assertTrue(result.text().contains("the test of one left none"), result.text());
  }
}
