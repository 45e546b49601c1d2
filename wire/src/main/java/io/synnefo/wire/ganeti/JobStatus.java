package io.synnefo.wire.ganeti;

import java.util.Locale;
import java.util.Optional;

/** Status of one opcode of a Ganeti job, in the order it passes through them. */
public enum JobStatus {
  QUEUED(0),
  WAITING(1),
  CANCELING(2),
  RUNNING(3),
  CANCELED(4),
  SUCCESS(4),
  ERROR(4);

  private final int rank;

  JobStatus(int rank) {
    this.rank = rank;
  }

  /** Position in an opcode's life; of two events of one opcode the higher rank is the later. */
  public int rank() {
    return rank;
  }

  /** Whether the opcode has ended and its status will not change. */
  public boolean isFinal() {
    return rank == 4;
  }

  /** Ganeti's word, as in job files and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that word; empty for a word Ganeti does not have. */
  public static Optional<JobStatus> ofWord(String word) {
    for (JobStatus status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
