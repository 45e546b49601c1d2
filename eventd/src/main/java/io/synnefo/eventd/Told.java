package io.synnefo.eventd;

import io.synnefo.wire.ganeti.JobStatus;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which opcodes of a job are told of, and in which statuses; small for jobs of any size. */
final class Told {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,7})-(\\d{1,7})");

  private final Map<JobStatus, BitSet> ops = new EnumMap<>(JobStatus.class);

  boolean contains(Job.Op op) {
    BitSet told = ops.get(op.status());
    return told != null && told.get(op.index());
  }

  /** Whether that opcode is told of in some status. */
  boolean knows(Job.Op op) {
    return ops.values().stream().anyMatch(told -> told.get(op.index()));
  }

  void add(Job.Op op) {
    of(op.status()).set(op.index());
  }

  /** False if nothing of it is new. */
  boolean addAll(Told others) {
    String before = toString();
    others.ops.forEach((status, told) -> of(status).or(told));
    return !before.equals(toString());
  }

  private BitSet of(JobStatus status) {
    return ops.computeIfAbsent(status, any -> new BitSet());
  }

  /** What {@link #toString} wrote; empty if it did not. */
  static Optional<Told> of(List<String> words) {
    Told told = new Told();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      Optional<JobStatus> status = JobStatus.ofWord(words.get(i));
      if (status.isEmpty() || !told.read(status.get(), words.get(i + 1))) {
        return Optional.empty();
      }
    }
    return words.size() % 2 == 0 ? Optional.of(told) : Optional.empty();
  }

  private boolean read(JobStatus status, String ranges) {
    for (String range : ranges.split(",", -1)) {
      Matcher found = RANGE.matcher(range);
      if (!found.matches() || Integer.parseInt(found.group(1)) > Integer.parseInt(found.group(2))) {
        return false;
      }
      of(status).set(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)) + 1);
    }
    return true;
  }

  /** As {@code queued 0-5 running 0-0,2-2}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    ops.forEach(
        (status, told) -> {
          text.append(text.isEmpty() ? "" : " ").append(status.word());
          for (int from = told.nextSetBit(0), to; from >= 0; from = told.nextSetBit(to)) {
            to = told.nextClearBit(from);
            text.append(from == told.nextSetBit(0) ? ' ' : ',').append(from).append('-');
            text.append(to - 1);
          }
        });
    return text.toString();
  }
}
