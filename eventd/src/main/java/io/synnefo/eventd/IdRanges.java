package io.synnefo.eventd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of job ids, kept as ranges. */
final class IdRanges {
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Both ends included. */
  record Range(long from, long to) {
    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  static IdRanges of(Collection<Long> ids) {
    IdRanges set = new IdRanges();
    ids.forEach(id -> set.add(id, id));
    return set;
  }

  void clear() {
    ranges.clear();
  }

  boolean contains(long id) {
    return containsAll(id, id);
  }

  boolean containsAll(long from, long to) {
    Map.Entry<Long, Long> range = ranges.floorEntry(from);
    return range != null && to <= range.getValue();
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  int size() {
    return ranges.size();
  }

  /** The ids are in the set; false if they were before. */
  boolean add(long from, long to) {
    if (to < from || containsAll(from, to)) {
      return false;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(to + 1);
    while (before != null && before.getValue() >= from - 1) {
      start = Math.min(start, before.getKey());
      end = Math.max(end, before.getValue());
      ranges.remove(before.getKey());
      before = ranges.floorEntry(to + 1);
    }
    ranges.put(start, end);
    return true;
  }

  /** The id is not in the set; false if it was not before. */
  boolean remove(long id) {
    Map.Entry<Long, Long> range = ranges.floorEntry(id);
    if (range == null || id > range.getValue()) {
      return false;
    }
    ranges.remove(range.getKey());
    add(range.getKey(), id - 1);
    add(id + 1, range.getValue());
    return true;
  }

  /** The highest id; 0 if the set is empty. */
  long last() {
    Map.Entry<Long, Long> range = ranges.lastEntry();
    return range == null ? 0 : range.getValue();
  }

  void removeLowest() {
    ranges.pollFirstEntry();
  }

  /** What lies between the ranges, up to the id: from 1 on. */
  List<Range> gaps(long upTo) {
    List<Range> gaps = new ArrayList<>();
    long next = 1;
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      if (range.getKey() > upTo) {
        break;
      }
      if (range.getKey() > next) {
        gaps.add(new Range(next, range.getKey() - 1));
      }
      next = range.getValue() + 1;
    }
    if (next <= upTo) {
      gaps.add(new Range(next, upTo));
    }
    return gaps;
  }

  List<Range> list() {
    return ranges.entrySet().stream().map(e -> new Range(e.getKey(), e.getValue())).toList();
  }

  /** How many ids are in the set. */
  long count() {
    return ranges.entrySet().stream().mapToLong(e -> e.getValue() - e.getKey() + 1).sum();
  }

  /** As {@code 1-3,7-7}; long ones are cut in the middle. */
  @Override
  public String toString() {
    List<Range> all = list();
    if (all.size() <= 8) {
      return String.join(",", all.stream().map(Range::toString).toList());
    }
    String head = String.join(",", all.subList(0, 4).stream().map(Range::toString).toList());
    return head + ",...," + all.get(all.size() - 1);
  }
}
