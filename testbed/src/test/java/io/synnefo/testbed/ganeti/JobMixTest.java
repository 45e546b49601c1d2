package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.ganeti.JobMix.Kind;
import io.synnefo.testbed.ganeti.JobMix.Step;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobMixTest {
  private static final int SERVERS = 20;
  private static final int STEPS = 4000;

  private static List<Step> steps(int servers, long seed) {
    JobMix mix = new JobMix(servers, seed);
    return Stream.generate(mix::next).limit(STEPS).toList();
  }

  @Test
  void eachServerIsMadeBeforeAnythingElseIsAskedOfOne() {
    List<Step> made = steps(SERVERS, 1).subList(0, SERVERS);
    assertEquals(
        IntStream.rangeClosed(1, SERVERS).mapToObj(n -> new Step(Kind.CREATE, n)).toList(), made);
  }

  @Test
  void everyKindOccursAndNothingIsAskedOfAServerThatWasRemoved() {
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    Set<Integer> removed = new HashSet<>();
    for (Step step : steps(SERVERS, 2)) {
      seen.add(step.kind());
      assertFalse(removed.contains(step.server()), step::toString);
      if (step.kind() == Kind.REMOVE) {
        removed.add(step.server());
      }
    }
    assertEquals(EnumSet.allOf(Kind.class), seen);
    assertEquals(SERVERS / 2, removed.size());
  }

  @Test
  void onlyWhatIsSmallIsEnlargedAndOnlyWhatHasTheTagOrTheParameterLosesIt() {
    Set<Integer> large = new HashSet<>();
    Set<Integer> tagged = new HashSet<>();
    Set<Integer> tuned = new HashSet<>();
    for (Step step : steps(SERVERS, 7)) {
      boolean isChange =
          switch (step.kind()) {
            case ENLARGE -> large.add(step.server());
            case SHRINK -> large.remove(step.server());
            case TAG -> tagged.add(step.server());
            case UNTAG -> tagged.remove(step.server());
            case TUNE -> tuned.add(step.server());
            case UNTUNE -> tuned.remove(step.server());
            default -> true;
          };
      assertTrue(isChange, step::toString);
    }
  }

  @Test
  void onlyWhatRunsIsStoppedOrRebootedAndOnlyWhatIsStoppedIsStarted() {
    Map<Integer, Boolean> running = new HashMap<>();
    for (Step step : steps(SERVERS, 3)) {
      boolean was = running.getOrDefault(step.server(), false);
      switch (step.kind()) {
        case STARTUP -> assertFalse(was, step::toString);
        case SHUTDOWN, REBOOT -> assertTrue(was, step::toString);
        default -> {
          // a server is made once, and changed or removed whatever it is
        }
      }
      switch (step.kind()) {
        case CREATE, STARTUP -> running.put(step.server(), true);
        case SHUTDOWN -> running.put(step.server(), false);
        default -> {
          // it runs on, or does not
        }
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameSteps() {
    assertEquals(steps(SERVERS, 4), steps(SERVERS, 4));
    assertFalse(steps(SERVERS, 4).equals(steps(SERVERS, 5)));
  }

  @Test
  void aLoneServerIsNeverRemoved() {
    assertTrue(steps(1, 6).stream().noneMatch(step -> step.kind() == Kind.REMOVE));
  }
}
