package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonVerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** All in days before now; "never" is the first horizon of all. */
  @ParameterizedTest(name = "{0}, {1}, heard of one and two: {2}, {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # age, horizon, one, two, then,  held by
          60,    never,   0,   0,   60,    -
          21,    never,   0,   0,   21,    -
          60,    never,   0,   39,  60,    -
          60,    never,   0,   40,  61,    two
          60,    never,   41,  40,  62,    one
          21,    never,   0,   1,   22,    two
          60,    never,   200, 0,   221,   one
          # it never comes back
          60,    50,      0,   0,   50,    -
          60,    65,      0,   0,   60,    -
          60,    70,      0,   100, 70,    two
          # a cluster whose clock is ahead holds nothing, and speaks for none but itself
          60,    never,   -1,  -1,  60,    -
          60,    never,   -1,  100, 121,   two
          # no cluster counts: nothing but our own clock says that time has passed
          60,    never,   -,   -,   never, -
          60,    100,     -,   -,   100,   -
          60,    never,   -,   50,  71,    two
          """)
  void theHorizonIsAsOldAsAgeAndEachClusterWantItAndNeverComesBack(ArgumentsAccessor row) {
    List<ClusterHeard> clusters = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Long days = row.getLong(name.equals("one") ? 2 : 3);
      if (days != null) {
        clusters.add(new ClusterHeard(days, name, ago(days), true));
      }
    }
    assertEquals(
        new HorizonVerdict(horizon(row.getString(4)), row.getString(5)),
        HorizonVerdict.of(
            NOW, Duration.ofDays(row.getLong(0)), horizon(row.getString(1)), clusters));
  }

  private static Instant horizon(String days) {
    return days.equals("never") ? Instant.EPOCH : ago(Long.parseLong(days));
  }

  private static Instant ago(long days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
