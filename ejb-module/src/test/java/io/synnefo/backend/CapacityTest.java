package io.synnefo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.ganeti.NodeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {
  private static final NodeInfo GOOD = node(false, false, true, 100L);

  @Test
  void sizesAreSumsAndInstancesAreCounted() {
    assertEquals(new Capacity(2, 2, 8, 200, 100, 2000, 1000, 6), Capacity.of(List.of(GOOD, GOOD)));
  }

  @ParameterizedTest
  @CsvSource({"true, false, true", "false, true, true", "false, false, false"})
  void aNodeThatGetsNoNewInstancesHasNoRoomButStillItsInstances(
      boolean offline, boolean drained, boolean vmCapable) {
    NodeInfo other = node(offline, drained, vmCapable, 100L);
    assertEquals(new Capacity(2, 1, 4, 100, 50, 1000, 500, 6), Capacity.of(List.of(GOOD, other)));
  }

  @Test
  void aNodeWhoseDaemonIsSilentHasNoRoom() {
    NodeInfo silent = new NodeInfo("n", false, false, true, null, null, null, null, null, 3);
    assertEquals(new Capacity(2, 2, 4, 100, 50, 1000, 500, 6), Capacity.of(List.of(GOOD, silent)));
  }

  private static NodeInfo node(
      boolean offline, boolean drained, boolean vmCapable, @Nullable Long memory) {
    return new NodeInfo("n", offline, drained, vmCapable, 4, memory, 50L, 1000L, 500L, 3);
  }
}
