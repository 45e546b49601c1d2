package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.flavor.Flavor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which flavor an instance is of. */
class FlavorMatchTest {
  private static final List<Flavor> FLAVORS =
      List.of(
          new Flavor("small", "s", 1, 512, 10),
          new Flavor("small-twin", "st", 1, 512, 10),
          new Flavor("small-wide", "sw", 1, 512, 40),
          new Flavor("large", "l", 2, 2048, 10),
          new Flavor("large-wide", "lw", 2, 2048, 40),
          new Flavor("huge", "h", 8, 8192, 80));

  @ParameterizedTest
  @CsvSource({
    // own, vcpus, MiB of memory, MiB of the first disk, then
    "small, 1, 512, 10240, small",
    "small-twin, 1, 512, 10240, small-twin",
    "gone, 1, 512, 10240, small",
    "small, 1, 512, 40960, small-wide",
    "small-wide, 1, 512, 10240, small",
    // a disk that no flavor has is one that was grown
    "small, 1, 512, 20480, small",
    "small-wide, 1, 512, 20480, small-wide",
    "small, 1, 512, 0, small",
    "small, 2, 2048, 10240, large",
    "small, 2, 2048, 40960, large-wide",
    "small, 2, 2048, 20480, large",
    "small-wide, 2, 2048, 20480, large-wide",
    "small, 2, 2048, 0, large",
    // of those with that size none has such a disk
    "small, 8, 8192, 10240, none",
    "gone, 2, 2048, 20480, none",
    "small, 1, 513, 10240, none",
    "small, 3, 512, 10240, none",
  })
  void theFlavorIsTheOneOfThatSize(
      String own, int vcpus, long ramMib, long diskMib, String flavor) {
    Shape shape = Shapes.sized(Shapes.withDisks(Shapes.SMALL, diskMib, 7), vcpus, ramMib);
    assertEquals(flavor, FlavorMatch.of(FLAVORS, own, shape).map(Flavor::id).orElse("none"));
  }
}
