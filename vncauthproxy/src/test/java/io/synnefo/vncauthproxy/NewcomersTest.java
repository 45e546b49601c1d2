package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private final List<String> gone = new ArrayList<>();
  private final Newcomers<String> newcomers = new Newcomers<>(2, gone::add);

  @Test
  void withOneMoreThanThereIsRoomForTheEldestMustGo() {
    newcomers.came("a");
    newcomers.came("b");
    assertEquals(List.of(), gone);
    newcomers.came("c");
    newcomers.came("d");
    assertEquals(List.of("a", "b"), gone);
    assertEquals(List.of("c", "d"), newcomers.all());
  }

  @Test
  void whoHasLeftMakesRoomAndIsNotSentAway() {
    newcomers.came("a");
    newcomers.came("b");
    newcomers.left("a");
    newcomers.came("c");
    assertEquals(List.of(), gone);
    assertEquals(List.of("b", "c"), newcomers.all());
  }
}
