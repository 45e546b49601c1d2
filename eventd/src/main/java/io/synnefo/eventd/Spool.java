package io.synnefo.eventd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events of one routing key that no broker has confirmed yet, on disk and in order.
 *
 * <p>Files of some megabytes, named by the number of their first event; one is deleted when all of
 * it is confirmed. One thread appends, another one takes and confirms. Neither is interrupted: that
 * would close the files.
 */
final class Spool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Spool.class.getName());
  private static final String MARKS = "marks";
  private static final long LEAST_SEGMENT_BYTES = 16 << 10;
  private static final long MOST_SEGMENT_BYTES = 4 << 20;

  final String key;
  final Path directory;
  private final long maxBytes;
  private final long segmentBytes;
  private final TreeMap<Long, Long> segments = new TreeMap<>(); // first number -> durable bytes
  private final TreeSet<Long> confirmedAhead = new TreeSet<>();
  private FileChannel out;
  private long nextNumber;
  private long oldest; // the first number that is not confirmed
  private String saved = "";
  private Instant waitingSince = Instant.now();
  private SpoolSegment.@Nullable Reader reader;
  private long readerSegment;
  private long readNumber;

  /** An event, and its number in this spool. */
  record Spooled(long number, Outgoing event) {}

  private Spool(Path directory, String key, long maxBytes, FileChannel out) {
    this.directory = directory;
    this.key = key;
    this.maxBytes = maxBytes;
    this.segmentBytes = Math.max(LEAST_SEGMENT_BYTES, Math.min(MOST_SEGMENT_BYTES, maxBytes / 8));
    this.out = out;
  }

  /**
   * The spool as it was left. A record that was not written to its end was never promised and is
   * cut off.
   *
   * @throws SpoolDamagedException when a record that was promised cannot be read
   */
  static Spool open(Path directory, String key, long maxBytes)
      throws IOException, SpoolDamagedException {
    StateDir.make(directory);
    NavigableMap<Long, Path> files = SpoolFiles.in(directory);
    if (files.isEmpty() && !Files.exists(directory.resolve(MARKS))) {
      StateDir.replace(directory.resolve(MARKS), "1 0\n"); // before any file: it never lacks them
    }
    long first = files.isEmpty() ? 1 : files.firstKey();
    Spool spool =
        new Spool(
            directory,
            key,
            maxBytes,
            SpoolFiles.append(files.isEmpty() ? file(directory, 1) : files.lastEntry().getValue()));
    spool.nextNumber = first;
    if (files.isEmpty()) {
      StateDir.sync(directory);
      spool.segments.put(1L, 0L);
    }
    for (Map.Entry<Long, Path> each : files.entrySet()) {
      spool.check(each.getKey(), each.getValue(), each.getKey().equals(files.lastKey()));
    }
    Optional<long[]> marks = SpoolFiles.marks(directory.resolve(MARKS));
    if (marks.isEmpty() || !spool.isWhole(first, marks.get())) {
      throw new SpoolDamagedException(directory, spool.nextNumber);
    }
    spool.cutOff();
    spool.oldest = marks.get()[0];
    spool.dropConfirmed();
    spool.rewind();
    spool.ageOfOldest();
    return spool;
  }

  /**
   * Every event is on disk when it returns.
   *
   * @throws IOException when the disk takes none of them
   */
  void append(List<Outgoing> events) throws IOException {
    List<ByteBuffer> records = events.stream().map(SpoolSegment::record).toList();
    long bytes = records.stream().mapToLong(ByteBuffer::remaining).sum();
    long first;
    long durable;
    synchronized (this) {
      roll();
      first = segments.lastKey();
      durable = segments.lastEntry().getValue();
    }
    FileChannel file = out;
    if (file.size() > durable) {
      file.truncate(durable); // what an earlier failure left
    }
    try {
      for (ByteBuffer record : records) {
        StateDir.writeAll(file, record);
      }
      file.force(false);
    } catch (IOException e) {
      file.truncate(durable);
      throw e;
    }
    synchronized (this) {
      if (depth() == 0) {
        waitingSince = Instant.now();
      }
      segments.put(first, durable + bytes);
      nextNumber += events.size();
      notifyAll();
    }
  }

  /** Whether all is there that was when the marks were saved. */
  private boolean isWhole(long first, long[] marks) {
    return first <= marks[0] && marks[0] <= marks[1] + 1 && marks[1] < nextNumber;
  }

  /** Whether there is room for these; in an empty spool there is for any. */
  boolean fits(List<Outgoing> events) {
    long bytes = events.stream().mapToLong(SpoolSegment::size).sum();
    return depth() == 0 || bytes() + bytes <= maxBytes;
  }

  /** Since when something waits to be confirmed that did not before; to be read while it does. */
  synchronized Instant waitingSince() {
    return waitingSince;
  }

  /** The next event to send, from the oldest one on; null if there is none within that time. */
  synchronized @Nullable Spooled next(long millis) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime();
        readNumber >= nextNumber && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    while (readNumber < nextNumber) {
      long number = readNumber;
      byte[] payload = payload();
      if (number >= oldest && !confirmedAhead.contains(number) && reader != null) {
        return new Spooled(number, reader.event(payload));
      }
    }
    return null;
  }

  /** The broker has that event. */
  synchronized void confirmed(long number) {
    if (number >= oldest) {
      confirmedAhead.add(number);
    }
    while (confirmedAhead.remove(oldest)) {
      oldest++;
    }
  }

  /** {@link #next} begins again at the oldest event that is not confirmed. */
  synchronized void rewind() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    readNumber = segments.floorKey(Math.max(oldest, segments.firstKey()));
  }

  /**
   * What is confirmed needs not be sent after a restart, and its files are gone; should something
   * of the rest be gone after a restart, that will be noticed.
   */
  synchronized void save() throws IOException {
    String marks = oldest + " " + (nextNumber - 1) + "\n";
    if (!marks.equals(saved)) {
      StateDir.replace(directory.resolve(MARKS), marks);
      saved = marks;
      dropConfirmed();
    }
  }

  /** How many events are not confirmed. */
  synchronized long depth() {
    return nextNumber - oldest - confirmedAhead.size();
  }

  /** How many were ever put in. */
  synchronized long total() {
    return nextNumber - 1;
  }

  synchronized long bytes() {
    return segments.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether a good part of it is free again, so that it is worth while to read on. */
  boolean hasRoom() {
    return depth() == 0 || bytes() <= maxBytes / 2;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
    if (reader != null) {
      reader.close();
    }
  }

  private byte[] payload() throws IOException {
    Long segment = segments.floorKey(readNumber);
    if (reader == null || segment != readerSegment) {
      if (reader != null) {
        reader.close();
      }
      reader = new SpoolSegment.Reader(file(directory, segment), key);
      readerSegment = segment;
    }
    byte[] payload = reader.next(segments.getOrDefault(segment, 0L));
    if (payload == null) {
      throw new IllegalStateException(
          "event " + readNumber + " in spool " + directory + " cannot be read any more");
    }
    readNumber++;
    return payload;
  }

  private void roll() throws IOException {
    if (segments.lastEntry().getValue() < segmentBytes) {
      return;
    }
    FileChannel next = SpoolFiles.append(file(directory, nextNumber));
    StateDir.sync(directory);
    out.close();
    out = next;
    segments.put(nextNumber, 0L);
  }

  private void check(long first, Path path, boolean last)
      throws IOException, SpoolDamagedException {
    if (first != nextNumber) {
      throw new SpoolDamagedException(directory, first);
    }
    long size = Files.size(path);
    try (SpoolSegment.Reader records = new SpoolSegment.Reader(path, key)) {
      while (records.next(size) != null) {
        nextNumber++;
      }
      if (records.position() < size && !last) {
        throw new SpoolDamagedException(directory, nextNumber);
      }
      segments.put(first, records.position());
    }
  }

  /** How long the oldest event has waited tells how far behind we are, a restart or not. */
  private void ageOfOldest() throws IOException {
    if (depth() > 0) {
      for (long number = readNumber; number < oldest; number++) {
        payload();
      }
      byte[] first = payload();
      if (reader != null) {
        waitingSince = reader.event(first).at();
      }
      rewind();
    }
  }

  private void cutOff() throws IOException {
    long whole = segments.lastEntry().getValue();
    if (out.size() > whole) {
      Path path = file(directory, segments.lastKey());
      LOG.log(System.Logger.Level.INFO, path + ": a record without an end is cut off");
      out.truncate(whole);
      out.force(false);
    }
  }

  private void dropConfirmed() throws IOException {
    while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= oldest) {
      Files.deleteIfExists(file(directory, segments.firstKey()));
      segments.pollFirstEntry();
    }
    if (readNumber < segments.firstKey()) {
      rewind();
    }
  }

  private static Path file(Path directory, long first) {
    return directory.resolve("%019d.spool".formatted(first));
  }
}
