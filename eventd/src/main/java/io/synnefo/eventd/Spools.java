package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spool of each routing key. */
final class Spools implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Spools.class.getName());
  private static final String DIRECTORY = "spool";

  private static final int BATCH_BYTES = 256 << 10;

  private final Map<String, Spool> byKey;
  private List<Spool> full = List.of(); // those that had no room when something was to be put in

  private Spools(Map<String, Spool> byKey) {
    this.byKey = byKey;
  }

  /**
   * Each key's spool as it was left. Where one is damaged, it is set aside, and every watermark
   * with it: what is whole in it and all jobs that this node still has are published again then,
   * under the same event ids.
   */
  static Spools open(Path stateDir, Collection<String> keys, long maxBytes) throws IOException {
    Path parent = stateDir.resolve(DIRECTORY);
    StateDir.make(parent);
    Map<String, Spool> spools = new LinkedHashMap<>();
    for (String key : keys) {
      spools.put(key, open(stateDir, parent.resolve(key), key, maxBytes));
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent)) {
      for (Path each : found) {
        String name = each.getFileName().toString();
        if (!spools.containsKey(name) && !SpoolFiles.isSetAside(name)) {
          LOG.log(System.Logger.Level.WARNING, each + " is of no key that is set: left alone");
        }
      }
    }
    return new Spools(spools);
  }

  private static Spool open(Path stateDir, Path directory, String key, long maxBytes)
      throws IOException {
    try {
      SpoolFiles.finish(directory);
      return Spool.open(directory, key, maxBytes);
    } catch (SpoolDamagedException e) {
      anew(stateDir, directory, e, maxBytes, key);
    }
    try {
      return Spool.open(directory, key, maxBytes);
    } catch (SpoolDamagedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** In an order in which whatever interrupts it, the next start does it over or ends it. */
  private static void anew(
      Path stateDir, Path directory, SpoolDamagedException damage, long maxBytes, String key)
      throws IOException {
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(stateDir, "*.watermark")) {
      for (Path mark : marks) {
        Files.delete(mark);
      }
    }
    StateDir.sync(stateDir); // first: a watermark without its spool would be a loss
    try (Spool fresh = Spool.open(SpoolFiles.beside(directory), key, maxBytes)) {
      keepWhole(directory, fresh);
      fresh.save();
    } catch (SpoolDamagedException e) {
      throw new IOException(e.getMessage(), e);
    }
    Path aside = SpoolFiles.setAside(directory);
    SpoolFiles.finish(directory);
    LOG.log(
        System.Logger.Level.ERROR,
        damage.getMessage() + "; it is now " + aside + ", and every job is published again");
  }

  /** Whole records go before what is read anew: the files of their jobs may be gone. */
  private static void keepWhole(Path aside, Spool into) throws IOException {
    for (Path file : SpoolFiles.in(aside).values()) {
      List<Outgoing> batch = new ArrayList<>();
      long bytes = 0;
      long size = Files.size(file);
      try (SpoolSegment.Reader records = new SpoolSegment.Reader(file, into.key)) {
        for (byte[] next = records.next(size); next != null; next = records.next(size)) {
          batch.add(records.event(next));
          bytes += next.length;
          if (bytes >= BATCH_BYTES) {
            into.append(batch);
            batch.clear();
            bytes = 0;
          }
        }
      }
      into.append(batch);
    }
  }

  /**
   * Every event is on disk when it returns true; none is when it returns false, which it does when
   * there is no room, unless they are owed. When it fails, some may be: they will be there twice,
   * under one id, once all are appended.
   */
  boolean append(List<Outgoing> events, boolean owed) throws IOException {
    Map<String, List<Outgoing>> parts = new LinkedHashMap<>();
    for (Outgoing event : events) {
      parts.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    full =
        parts.entrySet().stream()
            .filter(part -> !owed && !spool(part.getKey()).fits(part.getValue()))
            .map(part -> spool(part.getKey()))
            .toList();
    if (!full.isEmpty()) {
      return false;
    }
    for (Map.Entry<String, List<Outgoing>> part : parts.entrySet()) {
      spool(part.getKey()).append(part.getValue());
    }
    return true;
  }

  private Spool spool(String key) {
    Spool spool = byKey.get(key);
    if (spool == null) {
      throw new IllegalStateException("no spool for key " + key);
    }
    return spool;
  }

  Collection<Spool> all() {
    return byKey.values();
  }

  /** Whether those that were full have room again; what waits in others holds nothing up. */
  boolean haveRoom() {
    return full.stream().allMatch(Spool::hasRoom);
  }

  long depth() {
    return byKey.values().stream().mapToLong(Spool::depth).sum();
  }

  /** Confirms are on disk. */
  void save() throws IOException {
    for (Spool spool : byKey.values()) {
      spool.save();
    }
  }

  @Override
  public void close() throws IOException {
    for (Spool spool : byKey.values()) {
      spool.close();
    }
  }
}
