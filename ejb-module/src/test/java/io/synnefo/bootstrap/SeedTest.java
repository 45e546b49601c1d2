package io.synnefo.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.kernel.SeedSection;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {
  @TempDir Path directory;
  private final FrontDatabase database = new FrontDatabase();
  private final List<String> applied = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void sectionsAreAppliedByRankWhateverTheOrderInTheFile() throws IOException {
    apply("{\"users\": [1], \"projects\": [2]}");
    assertEquals(List.of("projects=[2]", "users=[1]"), applied);
  }

  @Test
  void aSectionThatNobodyKnowsIsNamed() {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> apply("{\"flavours\": []}"));
    assertEquals(
        "seed: "
            + directory.resolve("seed.json")
            + " has unknown sections [flavours], known are [projects, users]",
        refusal.getMessage());
    assertEquals(List.of(), applied);
  }

  @Test
  void textThatIsNoJsonIsRefusedWithoutQuotingIt() {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> apply("{\"users\": hunter2}"));
    assertFalse(String.valueOf(refusal.getMessage()).contains("hunter2"));
  }

  private void apply(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("seed.json"), json);
    Seed seed = new Seed();
    seed.em = database.em();
    database.run(() -> seed.apply(file, List.of(section("users", 20), section("projects", 10))));
  }

  private SeedSection section(String key, int rank) {
    return new SeedSection() {
      @Override
      public String key() {
        return key;
      }

      @Override
      public int rank() {
        return rank;
      }

      @Override
      public void apply(JsonValue value) {
        applied.add(key + "=" + value);
      }
    };
  }
}
