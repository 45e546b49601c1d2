package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapsTest {
  @TempDir Path root = Path.of("");
  private QueueUnderTest queue;
  private Gaps gaps;

  @BeforeEach
  void start() throws Exception {
    queue = new QueueUnderTest(root.resolve("queue"));
    gaps = new Gaps(queue.directory, 0);
  }

  @Test
  void theNewestMissingOnesAreFoundInQueueAndArchive() throws Exception {
    for (long job : new long[] {3, 4, 20_001, 20_003}) {
      queue.job(job, "success");
    }
    queue.archive(4);
    queue.archive(20_001);
    assertEquals(List.of(20_002L, 20_000L, 19_999L), gaps.newest(3));
    assertEquals(20_000 - 4 + 1 + 2, gaps.newest(30_000).size());
    assertEquals(1000, gaps.newest(1000).size());
  }

  @Test
  void theLastIdThatGanetiGaveOutCountsToo() throws Exception {
    assertEquals(List.of(), gaps.newest(9));
    Files.writeString(queue.directory.resolve("serial"), "3\n");
    assertEquals(List.of(3L, 2L, 1L), gaps.newest(9));
    Files.writeString(queue.directory.resolve("serial"), "nonsense\n");
    assertEquals(List.of(), gaps.newest(9));
  }

  @Test
  void whatWasSeenIsNotLookedForAgainUntilItIsForgotten() throws Exception {
    queue.job(1, "success");
    queue.job(2, "success");
    assertEquals(List.of(), gaps.newest(9));
    Files.delete(queue.directory.resolve("job-1"));
    assertEquals(List.of(), gaps.newest(9));
    gaps.forget();
    assertEquals(List.of(1L), gaps.newest(9));
  }

  @Test
  void whatItHadNoTimeToLookForIsNotTakenForSeen() throws Exception {
    for (long job = 2; job <= 4; job++) {
      queue.job(job, "success");
      queue.archive(job);
    }
    Files.writeString(queue.directory.resolve("serial"), "4\n");
    Gaps hurried = new Gaps(queue.directory, 0, 2);
    assertEquals(List.of(), hurried.newest(9));
    assertTrue(hurried.hasSeen(3));
    assertFalse(hurried.hasSeen(2) || hurried.hasSeen(1));
    assertEquals(List.of(1L), hurried.newest(9));
  }

  @Test
  void whatIsSettledIsNotMissing() throws Exception {
    queue.job(9, "success");
    gaps.add(IdRanges.of(List.of(1L, 2L, 3L, 5L, 6L)));
    assertEquals(List.of(8L, 7L, 4L), gaps.newest(9));
  }

  @Test
  void whatTheLookbackLeavesOutIsNotMissed() throws Exception {
    queue.job(9, "success");
    assertEquals(List.of(8L, 7L), new Gaps(queue.directory, 3).newest(9));
    assertEquals(8, new Gaps(queue.directory, 100).newest(9).size());
  }

  @Test
  void aQueueThatIsAwayIsAnError() throws Exception {
    Files.delete(queue.directory);
    assertThrows(IOException.class, () -> gaps.newest(9));
  }
}
