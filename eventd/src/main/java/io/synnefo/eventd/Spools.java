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

  private final Map<String, Spool> byKey;

  private Spools(Map<String, Spool> byKey) {
    this.byKey = byKey;
  }

  /**
   * Each key's spool as it was left. Where one is damaged, it is set aside, and every watermark
   * with it: all jobs that this node still has are published again then, under the same event ids.
   */
  static Spools open(Path stateDir, Collection<String> keys, long maxBytes) throws IOException {
    Path parent = stateDir.resolve(DIRECTORY);
    if (!Files.isDirectory(parent)) {
      Files.createDirectory(parent, StateDir.DIRECTORY);
    }
    Map<String, Spool> spools = new LinkedHashMap<>();
    for (String key : keys) {
      spools.put(key, open(stateDir, parent.resolve(key), key, maxBytes));
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent)) {
      for (Path each : found) {
        if (!spools.containsKey(each.getFileName().toString())) {
          LOG.log(System.Logger.Level.WARNING, each + " is of no key that is set: left alone");
        }
      }
    }
    return new Spools(spools);
  }

  private static Spool open(Path stateDir, Path directory, String key, long maxBytes)
      throws IOException {
    try {
      return Spool.open(directory, key, maxBytes);
    } catch (SpoolDamagedException e) {
      try (DirectoryStream<Path> marks = Files.newDirectoryStream(stateDir, "*.watermark")) {
        for (Path mark : marks) {
          Files.delete(mark);
        }
      }
      StateDir.sync(stateDir); // first: a watermark without its spool would be a loss
      Path aside = SpoolFiles.setAside(directory);
      LOG.log(
          System.Logger.Level.ERROR,
          e.getMessage() + "; it is now " + aside + ", and every job is published again");
    }
    try {
      return Spool.open(directory, key, maxBytes);
    } catch (SpoolDamagedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Every event is on disk when it returns true; none is when it returns false. When it fails, some
   * may be: they will be there twice, under one id, once all are appended.
   */
  boolean append(List<Outgoing> events) throws IOException {
    Map<String, List<Outgoing>> parts = new LinkedHashMap<>();
    for (Outgoing event : events) {
      parts.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    for (Map.Entry<String, List<Outgoing>> part : parts.entrySet()) {
      if (!spool(part.getKey()).fits(part.getValue())) {
        return false;
      }
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

  boolean haveRoom() {
    return byKey.values().stream().allMatch(Spool::hasRoom);
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
