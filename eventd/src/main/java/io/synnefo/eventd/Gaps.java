package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which jobs this node never got: ids up to the highest one that have no file here. What it has
 * once seen it does not look for again, so that an archive of any size is cheap. Used by one
 * thread.
 */
final class Gaps {
  private static final int MAX_LOOKS = 100_000;

  private final Path queueDir;
  private final long lookback;
  private final int maxLooks;
  private final IdRanges seen = new IdRanges();

  /** Jobs that so many others came after are not missed; with 0, all are. */
  Gaps(Path queueDir, long lookback) {
    this(queueDir, lookback, MAX_LOOKS);
  }

  /** Looks for that many files at a time; the next time goes on. */
  Gaps(Path queueDir, long lookback, int maxLooks) {
    this.queueDir = queueDir;
    this.lookback = lookback;
    this.maxLooks = maxLooks;
  }

  /** Those jobs are not missed either. */
  void add(IdRanges others) {
    others.list().forEach(range -> seen.add(range.from(), range.to()));
  }

  /** What was seen counts for nothing: a node that leaves its cluster loses its files. */
  void forget() {
    seen.clear();
  }

  /** Whether that job is known not to be missed; of one that was not looked for yet, it is not. */
  boolean hasSeen(long id) {
    return seen.contains(id);
  }

  /** The newest missing ones, at most that many, the newest first. */
  List<Long> newest(int most) throws IOException {
    for (long id : JobFile.ids(queueDir)) {
      seen.add(id, id);
    }
    long serial = JobFile.serial(queueDir);
    long last = serial > 0 ? serial : seen.last(); // a stray file's name counts for nothing
    if (lookback > 0) {
      seen.add(1, last - lookback);
    }
    List<Long> missing = new ArrayList<>();
    int looks = 0;
    List<IdRanges.Range> ranges = seen.gaps(last);
    for (int i = ranges.size() - 1; i >= 0; i--) {
      for (long id = ranges.get(i).to(); id >= ranges.get(i).from(); id--) {
        if (missing.size() == most || looks++ == maxLooks) {
          return missing;
        }
        if (Files.exists(JobFile.archived(queueDir, id))) {
          seen.add(id, id);
        } else {
          missing.add(id);
        }
      }
    }
    return missing;
  }
}
