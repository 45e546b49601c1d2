package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The numbers of the close codes are those that the console page and the operator's guide know. */
class CloseCodeTest {
  private static final Path WORDS =
      Path.of("..", "web-module", "src", "main", "webapp", "console", "words.js");
  private static final Path GUIDE = Path.of("..", "docs", "operator.md");
  private static final Pattern OF_WORDS = Pattern.compile("(?m)^  (4\\d{3}): \\[");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (4\\d{3}(?:, 4\\d{3})*) \\|");

  private static final List<Integer> CODES =
      Arrays.stream(CloseCode.values()).map(why -> why.end().code()).sorted().toList();

  private static List<Integer> numbers(Path file, Pattern of) throws IOException {
    return of.matcher(Files.readString(file))
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(", ", -1)))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  @Test
  void thePageHasWordsForEachAndForNoOther() throws Exception {
    assertEquals(CODES, numbers(WORDS, OF_WORDS));
  }

  @Test
  void theGuideNamesEachOnceAndNoOther() throws Exception {
    assertEquals(CODES, numbers(GUIDE, ROW));
  }
}
